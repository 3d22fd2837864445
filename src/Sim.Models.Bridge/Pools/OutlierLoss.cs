using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>A loss on what a slippage model missed, u = slippage - prediction, which minds large slippage that was not foreseen.</summary>
/// <remarks>Losses are of u in units of the data's standard deviation, so that their shapes do not depend on the unit.</remarks>
public readonly record struct OutlierLoss
{
    readonly Form _form;
    readonly double _shape;

    OutlierLoss(Form form, double shape = 0) => (_form, _shape) = (form, shape);

    enum Form
    {
        LeastSquares,
        Pinball,
        Expectile,
        Linex,
        Quartic,
        SizeWeighted,
    }

    /// <summary>u²: for comparison. Both sides count the same.</summary>
    public static OutlierLoss LeastSquares => default;

    /// <summary>max(τu, (τ - 1)u): the prediction is the quantile τ of slippage. Source: Koenker and Bassett 1978.</summary>
    /// <exception cref="SimulationException">τ is not between 0 and 1.</exception>
    public static OutlierLoss Pinball(double quantile = 0.95) => new(Form.Pinball, Share(quantile, "pinball"));

    /// <summary>|τ - 1(u &lt; 0)| u²: the prediction is the expectile τ. Source: Newey and Powell 1987.</summary>
    /// <exception cref="SimulationException">τ is not between 0 and 1.</exception>
    public static OutlierLoss Expectile(double share = 0.95) => new(Form.Expectile, Share(share, "expectile"));

    /// <summary>e^(au) - au - 1: exponential for slippage that was not foreseen, linear for what was overestimated. Source: Varian 1975.</summary>
    /// <exception cref="SimulationException">a is not positive.</exception>
    public static OutlierLoss Linex(double steepness = 1) => steepness > 0
        ? new(Form.Linex, steepness)
        : throw new SimulationException(FormattableString.Invariant($"A LINEX loss of steepness {steepness} does not mind what was not foreseen: give a positive one."));

    /// <summary>u⁴.</summary>
    public static OutlierLoss Quartic => new(Form.Quartic);

    /// <summary>q u²: each trade weighs as its size.</summary>
    public static OutlierLoss SizeWeighted => new(Form.SizeWeighted);

    /// <summary>The loss itself.</summary>
    /// <param name="miss">u.</param>
    /// <param name="size">The size of the trade, relative to the mean.</param>
    public double Of(double miss, double size = 1) => _form switch
    {
        Form.Pinball => Math.Max(_shape * miss, (_shape - 1) * miss),
        Form.Expectile => (miss < 0 ? 1 - _shape : _shape) * miss * miss,
        Form.Linex => Math.Exp(Math.Min(_shape * miss, Steepest)) - (_shape * miss) - 1,
        Form.Quartic => miss * miss * miss * miss,
        Form.SizeWeighted => size * miss * miss,
        _ => miss * miss,
    };

    /// <summary>The loss with its kink, if it has one, rounded over <paramref name="width"/>, and its first two derivatives in u.</summary>
    internal (double Value, double Slope, double Curvature) Smooth(double miss, double size, double width)
    {
        switch (_form)
        {
            case Form.Pinball:
                // τu + δ ln(1 + e^(-u/δ)) tends to the pinball loss as δ falls to 0.
                var below = 1 / (1 + Math.Exp(miss / width));
                var softplus = (Math.Max(-miss, 0) / width) + Math.Log(1 + Math.Exp(-Math.Abs(miss) / width));
                return ((_shape * miss) + (width * softplus), _shape - below, below * (1 - below) / width);
            case Form.Expectile:
                var weight = miss < 0 ? 1 - _shape : _shape;
                return (weight * miss * miss, 2 * weight * miss, 2 * weight);
            case Form.Linex:
                var exponential = Math.Exp(Math.Min(_shape * miss, Steepest));
                return (exponential - (_shape * miss) - 1, _shape * (exponential - 1), _shape * _shape * exponential);
            case Form.Quartic:
                return (miss * miss * miss * miss, 4 * miss * miss * miss, 12 * miss * miss);
            case Form.SizeWeighted:
                return (size * miss * miss, 2 * size * miss, 2 * size);
            default:
                return (miss * miss, 2 * miss, 2);
        }
    }

    /// <summary>Whether the loss has a kink, to be rounded less and less while it is minimised.</summary>
    internal bool HasKink => _form == Form.Pinball;

    // Beyond this exponent the loss is as good as infinite.
    const double Steepest = 300;

    static double Share(double share, string loss) => share is > 0 and < 1
        ? share
        : throw new SimulationException(FormattableString.Invariant($"A {loss} loss at {share} has no minimum: give a share between 0 and 1."));
}
