using Sim.Parquet.Format;

namespace Sim.Parquet.Encodings;

/// <summary>The hybrid of runs and bit-packed groups that levels and dictionary indices are stored in.</summary>
/// <remarks>Source: apache/parquet-format Encodings.md, "RLE / bit-packing hybrid".</remarks>
static class RleEncoder
{
    /// <summary>Groups have eight values, and so many equal ones are worth a run.</summary>
    const int Group = 8;

    public static void Encode(ReadOnlySpan<int> values, int width, ByteBuffer target)
    {
        int packedFrom = 0, position = 0;
        while (position < values.Length)
        {
            int run = RunLength(values[position..]);

            // What is packed before a run must fill whole groups: it takes its last values from the run.
            int borrowed = (packedFrom - position) & (Group - 1);
            if (run - borrowed >= Group)
            {
                WritePacked(values[packedFrom..(position + borrowed)], width, target);
                WriteRun(values[position], run - borrowed, width, target);
                packedFrom = position + run;
            }

            position += run;
        }

        WritePacked(values[packedFrom..], width, target);
    }

    static int RunLength(ReadOnlySpan<int> values)
    {
        int first = values[0];
        if (values.Length == 1 || values[1] != first)
            return 1;
        int end = values.IndexOfAnyExcept(first);
        return end < 0 ? values.Length : end;
    }

    static void WriteRun(int value, int count, int width, ByteBuffer target)
    {
        target.WriteVarint((ulong)count << 1);
        for (int written = 0; written < width; written += 8)
            target.WriteByte(unchecked((byte)(value >> written)));
    }

    static void WritePacked(ReadOnlySpan<int> values, int width, ByteBuffer target)
    {
        if (values.IsEmpty)
            return;
        int groups = ((values.Length - 1) / Group) + 1;
        target.WriteVarint(((ulong)groups << 1) | 1);
        var bytes = target.Append(BitPacking.ByteCount(groups * Group, width));
        bytes[^width..].Clear();
        BitPacking.Pack(values, width, bytes);
    }
}
