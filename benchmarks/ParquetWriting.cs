using System.Diagnostics;
using System.Globalization;
using Sim.Framework;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Benchmarks;

/// <summary>
/// Files of three million rows of eight doubles and the key columns: the processor time to write them and to read a column back, and their size.
/// The claim: no more of any than the writer of our own took that stood here before Parquet.Net; its figures are in the results file.
/// </summary>
public static class ParquetWriting
{
    const int Rows = 3_000_000;
    const int Timesteps = 25_000;
    const int DoubleColumns = 8;
    const int Repetitions = 5;
    const int RowGroupRows = 122_880;

    const double RawMegabytes = Rows / 1e6 * DoubleColumns * sizeof(double);

    static readonly string[] Keys = ["simulation", "subset", "run", "substep", "timestep"];

    public static void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sim-parquet-writing-");
        try
        {
            foreach (var (name, doubles) in new[] { ("random", RandomDoubles()), ("sweep", SweepDoubles()) })
            {
                foreach (var codec in Enum.GetValues<Codec>())
                    Measure(name, doubles, codec, Path.Combine(folder.FullName, "part.parquet"), output);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Measure(string name, double[][] doubles, Codec codec, string file, TextWriter output)
    {
        int[][] keys = KeyColumns();
        double written = MedianOfProcessorTime(() => Write(file, keys, doubles, codec));
        double read = MedianOfProcessorTime(() =>
        {
            using var reader = PartFileReader.Open(file);
            reader.ReadColumn<double>("state_2");
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-7} {codec,-7} written in {written,5:F2} s of processor time, {RawMegabytes / written,5:F0} MB/s of raw doubles; {new FileInfo(file).Length / 1e6,6:F1} MB; one column read in {read * 1e3,5:F0} ms"));
    }

    static double MedianOfProcessorTime(Action action)
    {
        action();
        var process = Process.GetCurrentProcess();
        var seconds = new double[Repetitions];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            process.Refresh();
            var start = process.TotalProcessorTime;
            action();
            process.Refresh();
            seconds[repetition] = (process.TotalProcessorTime - start).TotalSeconds;
        }

        return seconds.Order().ElementAt(Repetitions / 2);
    }

    static void Write(string file, int[][] keys, double[][] doubles, Codec codec)
    {
        List<StoredColumn> columns = [.. Keys.Select(key => new StoredColumn(key, ColumnType.Int32)), .. doubles.Select((_, column) => new StoredColumn($"state_{column}", ColumnType.Double))];
        var waiting = columns.ConvertAll(column => new RowColumn(column, RowGroupRows));
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        using var writer = new PartFileWriter(stream, columns, codec, new Dictionary<string, string>());
        for (int row = 0; row < Rows; row += RowGroupRows)
        {
            int rows = Math.Min(RowGroupRows, Rows - row);
            for (int key = 0; key < keys.Length; key++)
                keys[key].AsSpan(row, rows).CopyTo(waiting[key].Ints);
            for (int column = 0; column < doubles.Length; column++)
                doubles[column].AsSpan(row, rows).CopyTo(waiting[keys.Length + column].Doubles);
            writer.WriteRows(waiting, rows);
        }

        writer.Complete();
    }

    static int[][] KeyColumns()
    {
        var keys = Keys.Select(static _ => new int[Rows]).ToArray();
        for (int row = 0; row < Rows; row++)
        {
            int trajectory = row / Timesteps;
            keys[1][row] = trajectory / 20;
            keys[2][row] = 1 + (trajectory % 20);
            keys[3][row] = 1;
            keys[4][row] = row % Timesteps;
        }

        return keys;
    }

    static double[][] RandomDoubles()
    {
        var random = new Random(1);
        var columns = Enumerable.Range(0, DoubleColumns).Select(static _ => new double[Rows]).ToArray();
        foreach (double[] column in columns)
        {
            for (int row = 0; row < Rows; row++)
                column[row] = random.NextDouble();
        }

        return columns;
    }

    /// <summary>Predator and prey, whose birth rate is swept over subsets and whose start differs by run.</summary>
    static double[][] SweepDoubles()
    {
        const double Step = 0.002, Predation = 0.02, Growth = 0.01, Death = 0.6;
        var columns = Enumerable.Range(0, DoubleColumns).Select(static _ => new double[Rows]).ToArray();
        double prey = 0, predators = 0;
        for (int row = 0; row < Rows; row++)
        {
            int trajectory = row / Timesteps, run = trajectory % 20;
            double birth = 0.8 + (0.02 * (trajectory / 20));
            if (row % Timesteps == 0)
                (prey, predators) = (80 + run, 15 + (0.5 * run));
            double born = birth * prey, eaten = Predation * prey * predators, grown = Growth * prey * predators, died = Death * predators;
            double[] values = [birth, Death, prey, predators, born, eaten, grown, died];
            for (int column = 0; column < DoubleColumns; column++)
                columns[column][row] = values[column];
            prey += Step * (born - eaten);
            predators += Step * (grown - died);
        }

        return columns;
    }
}
