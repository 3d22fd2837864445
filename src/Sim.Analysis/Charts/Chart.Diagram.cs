using System.Text.Json.Nodes;
using Sim.Framework;

namespace Sim.Analysis.Charts;

public sealed partial class Chart
{
    const int BoxWidth = 190;
    const int BoxHeight = 26;
    const int BoxGap = 8;
    const int ColumnGap = 60;
    const int MostLetters = 29;

    /// <summary>A diagram of a model: its partial state update blocks in running order, with the policies that go in and the state variables that come out.</summary>
    /// <param name="experiment">What <c>Describe()</c> of an experiment gives.</param>
    public static Chart Diagram(ExperimentDescription experiment)
    {
        // A model without policies has no column for them.
        var blocks = experiment.Blocks.Any(block => block.Policies.Count > 0) ? 1 : 0;
        var (boxes, arrows, top, width) = (new List<JsonObject>(), new List<JsonObject>(), 0, Left(blocks + 1) + BoxWidth);
        foreach (var block in experiment.Blocks)
        {
            var height = Math.Max(1, Math.Max(block.Policies.Count, block.Updates.Count)) * (BoxHeight + BoxGap);
            var middle = top + (height / 2);
            boxes.Add(Box(blocks, middle, block.Name, block.IsConditional ? "block, under a condition" : "block"));
            AddBeside(block.Policies, blocks - 1, "policy", from => (Left(blocks) - ColumnGap, from, Left(blocks), middle));
            AddBeside(block.Updates, blocks + 1, "state variable", to => (Left(blocks) + BoxWidth, middle, Left(blocks + 1), to));
            top += height + (2 * BoxGap);

            void AddBeside(IReadOnlyList<string> names, int column, string kind, Func<int, (int X, int Y, int X2, int Y2)> arrow)
            {
                for (var place = 0; place < names.Count; place++)
                {
                    var y = middle + (((2 * place) + 1 - names.Count) * (BoxHeight + BoxGap) / 2);
                    boxes.Add(Box(column, y, names[place], kind));
                    var (x, from, x2, to) = arrow(y);
                    arrows.Add(new JsonObject { ["x"] = x, ["y"] = from, ["x2"] = x2, ["y2"] = to });
                }
            }
        }

        var colours = new JsonObject
        {
            ["field"] = "kind",
            ["type"] = "nominal",
            ["title"] = null,
            ["sort"] = null,
            ["scale"] = new JsonObject { ["domain"] = new JsonArray("policy", "block", "block, under a condition", "state variable"), ["range"] = new JsonArray("#f5d9b8", "#b8d0e8", "#e3eaf2", "#cfe6c8") },
            ["legend"] = new JsonObject { ["orient"] = "top", ["symbolType"] = "square", ["labelLimit"] = 0 },
        };
        return Of($"Diagram of the model {experiment.Model}", new JsonObject
        {
            ["width"] = width,
            ["height"] = top,
            ["layer"] = new JsonArray(
                Drawn(arrows, (width, top), new JsonObject { ["type"] = "rule", ["color"] = "#999999" }, ("x2", End("x2")), ("y2", End("y2"))),
                Drawn(boxes, (width, top), new JsonObject { ["type"] = "rect", ["cornerRadius"] = 4, ["stroke"] = "#999999" }, ("x2", End("right")), ("y2", End("bottom")), ("color", colours)),
                Drawn(boxes, (width, top), new JsonObject { ["type"] = "text", ["fontSize"] = 12, ["xOffset"] = BoxWidth / 2, ["yOffset"] = BoxHeight / 2 }, ("text", new JsonObject { ["field"] = "name" }), ("tooltip", new JsonObject { ["field"] = "whole" }))),
        });
    }

    static int Left(int column) => column * (BoxWidth + ColumnGap);

    static JsonObject Box(int column, int middle, string name, string kind)
    {
        var (x, y) = (Left(column), middle - (BoxHeight / 2));
        return new JsonObject { ["x"] = x, ["y"] = y, ["right"] = x + BoxWidth, ["bottom"] = y + BoxHeight, ["kind"] = kind, ["whole"] = name, ["name"] = name.Length <= MostLetters ? name : name[..(MostLetters - 1)] + "…" };
    }

    static JsonObject Drawn(IEnumerable<JsonObject> rows, (int Width, int Height) size, JsonObject mark, params ReadOnlySpan<(string Channel, JsonObject Value)> more)
    {
        var encoding = new JsonObject { ["x"] = Pixels("x", size.Width), ["y"] = Pixels("y", size.Height) };
        foreach (var (channel, value) in more)
            encoding[channel] = value;
        return new JsonObject { ["data"] = Vega.Data(rows.Select(row => row.DeepClone().AsObject())), ["mark"] = mark, ["encoding"] = encoding };
    }

    static JsonObject End(string field) => new() { ["field"] = field };

    // From the upper left corner.
    static JsonObject Pixels(string field, int length) => new()
    {
        ["field"] = field,
        ["type"] = "quantitative",
        ["axis"] = null,
        ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, length), ["range"] = new JsonArray(0, length), ["zero"] = false, ["nice"] = false },
    };
}
