using System.Buffers.Binary;

namespace Sim.Parquet.Format;

/// <summary>The end of a file: the metadata, checksums, the length and the magic word.</summary>
/// <remarks>
/// The format checks pages but neither their headers nor the footer. Ours therefore ends in an extension (Source: apache/parquet-format
/// BinaryProtocolExtensions.md, Thrift field 32767, passed over by other readers) of: the CRC-32 of the page headers of every column chunk,
/// four bytes each; the CRC-32 of the metadata up to here; a mark of 16 bytes. Footer, headers and pages so form a chain in which
/// every byte that is read is covered by a checksum.
/// </remarks>
static class Footer
{
    public const string Creator = "Sim.Parquet";
    const string CreatorVersion = Creator + " version 0.1.0";

    /// <summary>The least bytes that a file can have: both magic words and the length.</summary>
    const int Shortest = 12;

    const int TailSize = 8;
    const int ChecksumSize = sizeof(uint);

    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    /// <summary>Field 32767 of type binary, literally as the specification of extensions has it.</summary>
    static ReadOnlySpan<byte> ExtensionField => [0x08, 0xFF, 0xFF, 0x01];

    static ReadOnlySpan<byte> Mark =>
        [0xB7, 0x1E, 0x5C, 0x94, 0x2A, 0xD0, 0x4F, 0x63, 0x9D, 0x08, 0x71, 0xE6, 0xC3, 0x3A, 0xF5, 0x8F];

    public static void Write(FileMetadata metadata, ByteBuffer target)
    {
        metadata.CreatedBy = CreatorVersion;
        metadata.WriteFields(new ThriftWriter(target));
        var chunks = metadata.RowGroups.SelectMany(static group => group.Chunks).ToArray();
        target.Write(ExtensionField);
        target.WriteVarint((ulong)((ChecksumSize * (chunks.Length + 1)) + Mark.Length));
        foreach (var chunk in chunks)
            target.WriteInt32(unchecked((int)chunk.HeaderChecksum!.Value));
        target.WriteInt32(unchecked((int)Crc32.Compute(target.Written)));
        target.Write(Mark);
        target.WriteByte((byte)ThriftType.Stop);
        target.WriteInt32(target.Length);
        target.Write(Magic);
    }

    /// <summary>Reads and checks the footer; <paramref name="start"/> is where it begins and the pages end.</summary>
    public static FileMetadata Read(Stream file, out long start)
    {
        long length = file.Length;
        if (length < Shortest)
            throw new ParquetException($"{length} bytes are too few for a Parquet file: it is cut off or something else.");
        Span<byte> head = stackalloc byte[4];
        ReadAt(file, 0, head);
        if (!head.SequenceEqual(Magic))
            throw new ParquetException("The file does not begin with 'PAR1': it is not a Parquet file.");
        Span<byte> tail = stackalloc byte[TailSize];
        ReadAt(file, length - TailSize, tail);
        if (tail[4..].SequenceEqual(EncryptedMagic))
            throw new ParquetException("The footer is encrypted: write the file without encryption.");
        if (!tail[4..].SequenceEqual(Magic))
            throw new ParquetException("The file does not end with 'PAR1': it is cut off, or was never completed.");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        start = length - TailSize - size;
        if (start < Magic.Length)
            throw new ParquetException($"The footer should have {size} bytes, more than the file has: it is damaged.");
        byte[] bytes = new byte[size];
        ReadAt(file, start, bytes);
        return Parse(bytes);
    }

    public static void ReadAt(Stream file, long position, Span<byte> target)
    {
        file.Position = position;
        file.ReadExactly(target);
    }

    static FileMetadata Parse(ReadOnlySpan<byte> bytes)
    {
        bool isChecked = VerifyChecksum(bytes);
        var reader = new ThriftReader(bytes);
        var metadata = FileMetadata.Read(ref reader);
        if (reader.Position != bytes.Length)
            throw new ParquetException($"The footer has {bytes.Length} bytes but its content ends after {reader.Position}: it is damaged.");
        if (isChecked)
            AssignChecksums(metadata, bytes);
        else if (metadata.CreatedBy.StartsWith(Creator, StringComparison.Ordinal))
            throw new ParquetException("The footer has lost its checksum: it is damaged.");
        return metadata;
    }

    /// <summary>False if there is no checksum, as in files of other writers.</summary>
    static bool VerifyChecksum(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ChecksumSize + Mark.Length + 1 || !bytes[^(Mark.Length + 1)..^1].SequenceEqual(Mark))
            return false;
        int position = bytes.Length - 1 - Mark.Length - ChecksumSize;
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]);
        uint computed = Crc32.Compute(bytes[..position]);
        return stored == computed
            ? true
            : throw new ParquetException($"The footer has checksum {computed:x8} but should have {stored:x8}: it is damaged.");
    }

    static void AssignChecksums(FileMetadata metadata, ReadOnlySpan<byte> bytes)
    {
        var chunks = metadata.RowGroups.SelectMany(static group => group.Chunks).ToArray();
        long size = (long)ChecksumSize * (chunks.Length + 1);
        long first = bytes.Length - 1 - Mark.Length - size;
        if (first < 0)
            throw new ParquetException("The footer has fewer checksums than column chunks: it is damaged.");
        for (int index = 0; index < chunks.Length; index++)
            chunks[index].HeaderChecksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)first + (ChecksumSize * index))..]);
    }
}
