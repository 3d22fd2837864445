using Sim.Analysis.Charts;

namespace Sim.Analysis.Tests;

/// <summary>What must be installed for some tests; with SIM_REQUIRE_INTEROP set they fail without it.</summary>
static class Requires
{
    static bool IsForced => Environment.GetEnvironmentVariable("SIM_REQUIRE_INTEROP") is "1";

    public static void Node() => Assert.SkipUnless(IsForced || NodePackages.Find("vega") is not null, "The npm packages of the notebooks are not installed: run notebooks/setup, or npm ci in notebooks.");
}
