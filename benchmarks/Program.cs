using BenchmarkDotNet.Running;
using Sim.Benchmarks;

switch (args.FirstOrDefault())
{
    case "ratios":
        Ratios.Run(Console.Out);
        return 0;
    case "memory":
        await Memory.Run(Console.Out);
        return 0;
    case "parquet":
        ParquetWriting.Run(Console.Out);
        return 0;
    case "bridge-paths":
        BridgePaths.Run(Console.Out);
        return 0;
    case "bridge-vaults":
        BridgeVaultsSpeed.Run(Console.Out);
        return 0;
    case "cdp":
        CdpRiskParity.Run(Console.Out);
        return 0;
    case "soak":
        await Soak.Run(Console.Out);
        return 0;
    case "sql":
        await SqlQueries.Run(Console.Out);
        return 0;
    case "frames":
        await DataFrames.Run(Console.Out);
        return 0;
    case "scale":
        Scale.Run(Console.Out);
        return 0;
    case null:
        Console.Error.WriteLine("Say what to measure: ratios, memory, parquet, bridge-paths, bridge-vaults, cdp, soak, scale, sql, frames, or BenchmarkDotNet's own arguments such as --filter '*'.");
        return 2;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
        return 0;
}
