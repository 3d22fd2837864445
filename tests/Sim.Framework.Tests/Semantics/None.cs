namespace Sim.Framework.Tests.Semantics;

/// <summary>The parameters of a model that has none.</summary>
sealed record None;
