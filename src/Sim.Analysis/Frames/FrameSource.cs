using System.Globalization;
using Apache.Arrow;
using Microsoft.Data.Analysis;
using Sim.Framework;

namespace Sim.Analysis.Frames;

/// <summary>What a column of a data frame is made from.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Values">The values, null where there is none.</param>
/// <param name="Array">The same values as an Arrow array, where there is one.</param>
sealed record FrameSource(string Name, Type Type, IEnumerable<object?> Values, IArrowArray? Array = null)
{
    /// <summary>A data frame of columns of equal length.</summary>
    /// <exception cref="SimulationException">There are no columns, two have one name, or a data frame has no column for the values.</exception>
    public static DataFrame Frame(IReadOnlyList<FrameSource> sources)
    {
        if (sources.Count == 0)
            throw new SimulationException("A data frame of no columns cannot be made: choose at least one.");
        if (sources.GroupBy(source => source.Name).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            throw new SimulationException($"A data frame cannot have two columns '{doubled.Key}': name one of them otherwise, such as {doubled.Key} AS {doubled.Key}_2.");
        return new DataFrame(sources.Select(source => source.Column()));
    }

    // Numbers go over as they are: the constructors take their values one by one. Flags do not, since FromArrowRecordBatch takes a byte of them for a flag where Arrow has eight; nor do texts, since its columns of Arrow texts
    // cannot be sorted.
    DataFrameColumn Column() => Array is Int32Array or Int64Array or DoubleArray ? Shared(Array) : Type switch
    {
        _ when Type == typeof(int) => new Int32DataFrameColumn(Name, Values.Cast<int?>()),
        _ when Type == typeof(long) => new Int64DataFrameColumn(Name, Values.Cast<long?>()),
        _ when Type == typeof(double) => new DoubleDataFrameColumn(Name, Values.Cast<double?>()),
        _ when Type == typeof(decimal) => new DecimalDataFrameColumn(Name, Values.Cast<decimal?>()),
        _ when Type == typeof(bool) => new BooleanDataFrameColumn(Name, Values.Cast<bool?>()),
        _ when Type == typeof(string) => new StringDataFrameColumn(Name, Values.Cast<string?>()),
        _ when Type == typeof(DateTime) => new DateTimeDataFrameColumn(Name, Values.Cast<DateTime?>()),
        _ when Type == typeof(DateOnly) => new DateTimeDataFrameColumn(Name, Values.Select(day => (day as DateOnly?)?.ToDateTime(TimeOnly.MinValue))),
        _ when Type.IsArray && Type != typeof(byte[]) => throw new SimulationException($"Column '{Name}' holds lists, which no column of a data frame can: write unnest({Name}) in a query to have a row for each element, or leave the column out."),
        _ => throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Column '{Name}' holds {Type.Name}, which no column of a data frame can: write {Name}::VARCHAR in a query, or leave the column out.")),
    };

    DataFrameColumn Shared(IArrowArray array) =>
        DataFrame.FromArrowRecordBatch(new RecordBatch(new Schema([new Field(Name, array.Data.DataType, nullable: true)], null), [array], array.Length)).Columns[0];
}
