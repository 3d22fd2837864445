using Sim.Tests.Shared;
using Xunit.Sdk;

namespace Sim.Framework.Tests.Shared;

public sealed class GoldenTests
{
    [Theory]
    [InlineData("Shared/columns.json")]
    [InlineData("Shared/rows.json")]
    [InlineData("Shared/table.csv")]
    public void Compare_EachFormat_ReadsTheColumn(string path)
    {
        Golden.Compare(path, "price", [1, 2.5, double.NaN], Tolerance.Exact);
        Golden.Compare(path, "amount", [0, -1e-3, 1e300], Tolerance.Exact);
    }

    [Fact]
    public void Compare_OneWrongValue_NamesRowColumnBothValuesAndTheDifference()
    {
        var failure = Assert.Throws<FailException>(() => Golden.Compare("Shared/table.csv", "price", [1, 2.75, double.NaN], Tolerance.Relative(1e-12)));
        Assert.Contains("Shared/table.csv, column price, row 1: expected 2.5, found 2.75, relative difference 1.00E-001, tolerance relative 1E-12", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MissingRows_Fails()
    {
        var failure = Assert.Throws<FailException>(() => Golden.Compare("Shared/table.csv", "price", [1, 2.5], Tolerance.Exact));
        Assert.Contains("expected 3 rows, found 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_UnknownColumnOrFile_SaysWhichThereAre()
    {
        Assert.Contains("time,price,amount", Assert.Throws<InvalidDataException>(() => Golden.Column("Shared/table.csv", "prize")).Message, StringComparison.Ordinal);
        Assert.Contains("Looked at", Assert.Throws<FileNotFoundException>(() => Golden.Locate("Shared/none.csv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompareText_AChangedLine_IsNamed()
    {
        string text = File.ReadAllText(Golden.Locate("Shared/table.csv"));
        Golden.CompareText("Shared/table.csv", text.ReplaceLineEndings("\r\n"));
        var failure = Assert.Throws<FailException>(() => Golden.CompareText("Shared/table.csv", text.Replace("2.5", "2.6", StringComparison.Ordinal)));
        Assert.Contains("line 4: expected '1,2.5,-1e-3', found '1,2.6,-1e-3'", failure.Message, StringComparison.Ordinal);
        Assert.Throws<FailException>(() => Golden.CompareText("Shared/table.csv", text + "more"));
    }

    [Theory]
    [InlineData(100, 100.000001, 1e-8, true)]
    [InlineData(100, 100.00001, 1e-8, false)]
    [InlineData(0, 1e-300, 1e-8, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1e-8, true)]
    [InlineData(double.PositiveInfinity, 1, 1e-8, false)]
    [InlineData(1, double.NaN, 1e-8, false)]
    public void Relative_Values_AreJudgedByTheExpectedOne(double expected, double actual, double fraction, bool accepted) =>
        Assert.Equal(accepted, Tolerance.Relative(fraction).Accepts(expected, actual));

    [Fact]
    public void RelativeTo_NearZero_IsJudgedByTheScale()
    {
        Assert.True(Tolerance.RelativeTo(-1e6, 1e-12).Accepts(0, 1e-6));
        Assert.False(Tolerance.RelativeTo(-1e6, 1e-12).Accepts(0, 1.1e-6));
        Assert.True(Tolerance.Exact.Accepts(0.0, -0.0));
        Assert.False(Tolerance.Exact.Accepts(1, double.BitIncrement(1)));
    }
}
