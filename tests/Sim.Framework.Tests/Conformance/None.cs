namespace Sim.Framework.Tests.Conformance;

/// <summary>The parameters of a model that has none.</summary>
sealed record None;
