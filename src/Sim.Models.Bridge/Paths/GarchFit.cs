using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Sim.Models.Bridge.Paths;

/// <summary>A GARCH(1,1) model fitted to returns by maximum likelihood, or a constant variance where GARCH explains no more.</summary>
/// <remarks>
/// Conventions of bashtage/arch at 543f44c: returns less their mean, scaled by a power of ten, variance before the first day by backcast, start from the best of a grid.
/// Where alpha goes to 0 beta is not identified; therefore a likelihood ratio below the chi-square bound falls back to a constant variance.
/// </remarks>
sealed class GarchFit
{
    // 95 % of chi-square with two degrees of freedom.
    const double LikelihoodRatioBound = 5.99;
    const int FewestReturns = 30;
    const double FirstDegrees = 8;

    // The bounds of bashtage/arch; at the upper one the law is normal for all that a sample can tell.
    const double FewestDegrees = 2.05;
    const double MostDegrees = 500;
    const int MostClimbs = 20;

    static readonly double[] AlphaGrid = [0.01, 0.05, 0.1, 0.2];
    static readonly double[] PersistenceGrid = [0.5, 0.7, 0.9, 0.98];

    GarchFit(double scale, double mean, GarchModel model, double logLikelihood, double constantLogLikelihood, double nextVariance, double[] innovations)
    {
        (Scale, LogLikelihood, ConstantLogLikelihood, Innovations) = (scale, logLikelihood, constantLogLikelihood, innovations);
        Mean = mean / scale;
        Model = model with { Omega = model.Omega / (scale * scale) };
        NextVariance = nextVariance / (scale * scale);
    }

    /// <summary>The model, in the unit of the returns.</summary>
    public GarchModel Model { get; }

    /// <summary>What the returns were multiplied by while fitting.</summary>
    public double Scale { get; }

    /// <summary>The mean return.</summary>
    public double Mean { get; }

    /// <summary>The largest log-likelihood of GARCH found, of the scaled returns.</summary>
    public double LogLikelihood { get; }

    /// <summary>The log-likelihood of a constant variance, of the scaled returns.</summary>
    public double ConstantLogLikelihood { get; }

    /// <summary>Whether GARCH explains no more than a constant variance does.</summary>
    public bool IsConstant => LikelihoodRatio < LikelihoodRatioBound;

    /// <summary>Twice what GARCH adds to the log-likelihood of a constant variance.</summary>
    public double LikelihoodRatio => 2 * (LogLikelihood - ConstantLogLikelihood);

    /// <summary>The variance expected on the day after the last.</summary>
    public double NextVariance { get; }

    /// <summary>The surprises over their standard deviations, centred and scaled to variance 1.</summary>
    public double[] Innovations { get; }

    /// <summary>Fits a model with normal or Student's t innovations.</summary>
    /// <exception cref="ArgumentException">There are too few returns, or all are equal.</exception>
    public static GarchFit Of(ReadOnlySpan<double> returns, bool hasStudentT)
    {
        if (returns.Length < FewestReturns)
            throw new ArgumentException(FormattableString.Invariant($"{returns.Length} returns are too few to fit a variance that changes: give {FewestReturns} or more"), nameof(returns));
        var (surprises, mean, scale) = Scaled(returns);
        var likelihood = new Likelihood(surprises, hasStudentT);
        var constant = likelihood.BestConstant();
        var best = likelihood.BestGarch();
        var chosen = 2 * (best.Value - constant.Value) < LikelihoodRatioBound ? constant.Model : best.Model;
        var next = likelihood.Filter(chosen);
        return new GarchFit(scale, mean, chosen, best.Value, constant.Value, next, Standardized(surprises, likelihood.Variances));
    }

    static (double[] Surprises, double Mean, double Scale) Scaled(ReadOnlySpan<double> returns)
    {
        var mean = MathNet.Numerics.Statistics.ArrayStatistics.Mean(returns.ToArray());
        var surprises = new double[returns.Length];
        var variance = 0.0;
        for (var day = 0; day < surprises.Length; day++)
        {
            surprises[day] = returns[day] - mean;
            variance += surprises[day] * surprises[day] / surprises.Length;
        }

        if (!(variance > 0))
            throw new ArgumentException("the returns do not vary", nameof(returns));
        var scale = 100.0;
        while (variance * scale * scale < 0.1)
            scale *= 10;
        while (variance * scale * scale >= 1e4)
            scale /= 10;
        foreach (ref var surprise in surprises.AsSpan())
            surprise *= scale;
        return (surprises, mean * scale, scale);
    }

    static double[] Standardized(double[] surprises, double[] variances)
    {
        var innovations = surprises.Zip(variances, (surprise, variance) => surprise / Math.Sqrt(variance)).ToArray();
        var mean = innovations.Sum() / innovations.Length;
        var deviation = Math.Sqrt(innovations.Sum(value => (value - mean) * (value - mean)) / innovations.Length);
        return [.. innovations.Select(value => (value - mean) / deviation)];
    }

    /// <summary>The likelihood of scaled surprises, and its maxima.</summary>
    sealed class Likelihood(double[] surprises, bool hasStudentT)
    {
        readonly double _backcast = GarchModel.Backcast(surprises);
        readonly double _meanSquare = surprises.Sum(surprise => surprise * surprise) / surprises.Length;

        public double[] Variances { get; } = new double[surprises.Length];

        public double Filter(GarchModel model) => model.Filter(surprises, _backcast, Variances);

        public (GarchModel Model, double Value) BestConstant()
        {
            if (!hasStudentT)
                return Valued(new GarchModel(_meanSquare, 0, 0));
            return Climbed([Math.Log(_meanSquare), FirstDegreesPlace], place => new GarchModel(Math.Exp(place[0]), 0, 0, Degrees(place[1])));
        }

        public (GarchModel Model, double Value) BestGarch()
        {
            var start = (from alpha in AlphaGrid
                         from persistence in PersistenceGrid
                         select Valued(new GarchModel((1 - persistence) * _meanSquare, alpha, persistence - alpha, hasStudentT ? FirstDegrees : null))).MaxBy(valued => valued.Value).Model;
            double[] from = [Math.Log(start.Omega), Logit(start.Persistence), Logit(start.Alpha / start.Persistence)];
            return Climbed(hasStudentT ? [.. from, FirstDegreesPlace] : from, ModelAt);
        }

        // Every place is a model inside the constraints, so the search needs none.
        GarchModel ModelAt(Vector<double> place)
        {
            var (persistence, share) = (Logistic(place[1]), Logistic(place[2]));
            return new GarchModel(Math.Exp(place[0]), persistence * share, persistence * (1 - share), hasStudentT ? Degrees(place[3]) : null);
        }

        (GarchModel Model, double Value) Climbed(double[] start, Func<Vector<double>, GarchModel> modelAt)
        {
            var summit = Vector<double>.Build.Dense(start);
            var best = Valued(modelAt(summit));
            var simplex = new NelderMeadSimplex(convergenceTolerance: 1e-10, maximumIterations: 2_000);
            // A new climb from the summit frees a simplex that has collapsed, which at the edge of the constraints it does.
            for (var (climb, before) = (0, double.NegativeInfinity); climb < MostClimbs && best.Value - before > 1e-7; climb++)
            {
                before = best.Value;
                try
                {
                    simplex.FindMinimum(ObjectiveFunction.Value(Below), summit);
                }
                catch (MaximumIterationsException)
                {
                    // A ridge is so flat that the simplex never settles; the best place on it is kept all the same.
                }
            }

            return best;

            double Below(Vector<double> place)
            {
                var found = Valued(modelAt(place));
                if (found.Value > best.Value)
                    (best, summit) = (found, place.Clone());
                return double.IsFinite(found.Value) ? -found.Value : double.MaxValue;
            }
        }

        (GarchModel Model, double Value) Valued(GarchModel model)
        {
            Filter(model);
            return (model, model.LogLikelihood(surprises, Variances));
        }

        static double FirstDegreesPlace => Logit((FirstDegrees - FewestDegrees) / (MostDegrees - FewestDegrees));

        static double Degrees(double place) => FewestDegrees + ((MostDegrees - FewestDegrees) * Logistic(place));

        static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

        static double Logit(double probability) => Math.Log(probability / (1 - probability));
    }
}
