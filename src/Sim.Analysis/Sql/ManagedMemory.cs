using System.Buffers;
using Apache.Arrow.Memory;

namespace Sim.Analysis.Sql;

/// <summary>Memory of the runtime for Arrow arrays: a data frame that shares it keeps it alive, which it does not do with memory that an array owns.</summary>
sealed class ManagedMemory : MemoryAllocator
{
    /// <summary>The one that there is.</summary>
    public static readonly ManagedMemory Instance = new();

    /// <inheritdoc/>
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        bytesAllocated = length;
        return new Bytes(new byte[length]);
    }

    sealed class Bytes(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
