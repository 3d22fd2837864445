using System.Reflection;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Conformance;

public sealed class CoverageTests
{
    public static TheoryData<string> Names =>
    [
        "01_block_order", "02_policy_sum", "03_visibility_three_blocks", "03b_visibility_one_block", "04_policy_ops_add_double",
        "04b_policy_ops_subtract", "04c_policy_ops_max", "04d_policy_ops_three_stages", "05_sweep_unequal", "05b_sweep_scalar_mix",
        "05c_sweep_one_run", "06_sweep_times_runs", "07_ab_two_simulations", "08_keep_substeps", "08b_drop_substeps",
        "09_history_lag_and_mean", "10_exogenous_portable", "10b_exogenous_cadcad", "10c_env_processes_cadcad", "12_harmonic_oscillator",
        "14_exception_partial", "15_carry_over", "16_initial_timestep", "16b_cadcad_time_range", "17_zero_timesteps", "17b_no_blocks",
        "18_mutating_policy", "21_radcad_benchmark", "23_signal_dictionary", "24_iterable_model", "25_hook_order", "26_nested_parameters",
        "28_errors",
    ];

    [Fact]
    public void Folder_ItsFiles_AreTheListedOnes()
    {
        var folder = Path.GetDirectoryName(Golden.Locate("cadcad/01_block_order.json"))!;
        var files = Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(Names.Select(row => row.Data).Order(StringComparer.Ordinal), files);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_EachFile_HasATest(string name)
    {
        var tested = typeof(CoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .SelectMany(method => method.GetCustomAttributes<TraitAttribute>())
            .Where(trait => trait.Name == "vector").Select(trait => trait.Value);
        Assert.Contains(name, tested);
    }
}
