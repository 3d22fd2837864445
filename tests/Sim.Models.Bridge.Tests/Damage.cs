using CsCheck;

namespace Sim.Models.Bridge.Tests;

/// <summary>A good text after some edits: letters taken out, and pieces put in.</summary>
static class Damage
{
    public static Gen<string> Of(string text, string[] insertions) =>
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 7], Gen.OneOf(insertions)).Array[1, 5].Select(edits =>
        {
            var damaged = text;
            foreach (var (at, removed, inserted) in edits)
            {
                var place = Math.Min(at, damaged.Length);
                damaged = removed == 0 ? damaged.Insert(place, inserted) : damaged.Remove(place, Math.Min(removed, damaged.Length - place));
            }

            return damaged;
        });
}
