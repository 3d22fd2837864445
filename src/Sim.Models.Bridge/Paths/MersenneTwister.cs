namespace Sim.Models.Bridge.Paths;

/// <summary>The generator of the original analysis, so that its paths can be drawn again from their seed.</summary>
/// <remarks>For parity only: everything else draws from the engine's streams. Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998: MT19937 with the seeding of 2002.</remarks>
sealed class MersenneTwister
{
    const int Length = 624;
    const int Shift = 397;
    const double Unit = 1.0 / 4294967296.0;

    readonly uint[] _words = new uint[Length];
    int _position = Length;

    public MersenneTwister(uint seed)
    {
        unchecked
        {
            _words[0] = seed;
            for (var place = 1; place < Length; place++)
                _words[place] = (1812433253u * (_words[place - 1] ^ (_words[place - 1] >> 30))) + (uint)place;
        }
    }

    /// <summary>A number strictly between 0 and 1: the middle of one of 2^32 steps.</summary>
    public double NextUniform() => (NextWord() + 0.5) * Unit;

    uint NextWord()
    {
        if (_position == Length)
            Refill();
        var word = _words[_position++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680u;
        word ^= (word << 15) & 0xEFC60000u;
        return word ^ (word >> 18);
    }

    void Refill()
    {
        for (var place = 0; place < Length; place++)
        {
            var joined = (_words[place] & 0x80000000u) | (_words[(place + 1) % Length] & 0x7FFFFFFFu);
            _words[place] = _words[(place + Shift) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DFu);
        }

        _position = 0;
    }
}
