using System.Buffers.Binary;
using System.Text;

namespace Sim.Fuzz.Tests;

/// <summary>Damages good input, by chance that a seed repeats.</summary>
sealed class Mutator(Random chance)
{
    const int MostChanges = 4;
    const int LongestStretch = 40;
    const int LongestPiece = 20_000;

    static readonly long[] Extremes = [0, 1, -1, 127, -128, 255, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    static readonly string[] Words =
    [
        "", " ", "-1", "0", "1e400", "-0.0", "NaN", "Infinity", "99999999999999999999", "9223372036854775807", "-2147483648", "0x10", "null", "true", "~", "[]", "{}",
        "\"", "'", "\0", "\u001b[31m", "\uFEFF", "\r", "\t", "&a", "*a", "!t", "- ", "? ", "|", "../../etc", "0001-01-01", "9999-12-31", "2024-02-30", "=", ",", ";", "%s", "{0}",
    ];

    /// <summary>A copy of bytes with a few changes within a stretch of it.</summary>
    /// <param name="good">What to damage.</param>
    /// <param name="other">Where foreign bytes come from.</param>
    /// <param name="within">Where changes begin; everywhere unless given.</param>
    public byte[] Bytes(byte[] good, byte[] other, Range? within = null)
    {
        var (first, length) = (within ?? Range.All).GetOffsetAndLength(good.Length);
        var damaged = good.ToList();
        for (var change = chance.Next(MostChanges); change >= 0; change--)
        {
            var place = Math.Min(first + chance.Next(Math.Max(1, length)), damaged.Count);
            Change(damaged, place, other);
        }

        return [.. damaged];
    }

    /// <summary>A copy of a text with a few changes: bytes as above, lines, or words between marks.</summary>
    public string Text(string good, string other)
    {
        if (chance.Next(3) == 0)
            return Encoding.UTF8.GetString(Bytes(Encoding.UTF8.GetBytes(good), Encoding.UTF8.GetBytes(other)));
        var pieces = chance.Next(3) == 0 ? Lines(good) : Tokens(good);
        var foreign = Tokens(other);
        for (var change = chance.Next(MostChanges); change >= 0 && pieces.Count > 0; change--)
            Change(pieces, foreign);
        return string.Concat(pieces);
    }

    void Change(List<byte> bytes, int place, byte[] other)
    {
        var stretch = Math.Min(chance.Next(1, LongestStretch), bytes.Count - place);
        switch (chance.Next(8))
        {
            case 0 when stretch > 0:
                bytes[place] ^= (byte)(1 << chance.Next(8));
                break;
            case 1 when stretch > 0:
                bytes[place] = (byte)chance.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, stretch);
                break;
            case 3:
                bytes.InsertRange(place, Enumerable.Range(0, chance.Next(1, LongestStretch)).Select(_ => (byte)chance.Next(256)));
                break;
            case 4:
                bytes.InsertRange(place, bytes.GetRange(place, stretch));
                break;
            case 5:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 6:
                bytes.RemoveRange(place, bytes.Count - place);
                bytes.AddRange(other[Math.Min(place, other.Length)..]);
                break;
            default:
                Overwrite(bytes, place);
                break;
        }
    }

    void Overwrite(List<byte> bytes, int place)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Extremes[chance.Next(Extremes.Length)]);
        var width = 1 << chance.Next(4);
        for (var index = 0; index < width && place + index < bytes.Count; index++)
            bytes[place + index] = number[index];
    }

    void Change(List<string> pieces, List<string> foreign)
    {
        var (place, other) = (chance.Next(pieces.Count), chance.Next(pieces.Count));
        switch (chance.Next(7))
        {
            case 0:
                (pieces[place], pieces[other]) = (pieces[other], pieces[place]);
                break;
            case 1:
                pieces.RemoveAt(place);
                break;
            case 2:
                pieces.Insert(place, pieces[other]);
                break;
            case 3:
                pieces[place] = Words[chance.Next(Words.Length)];
                break;
            case 4:
                pieces.Insert(place, Words[chance.Next(Words.Length)]);
                break;
            case 5:
                pieces[place] = foreign[chance.Next(foreign.Count)];
                break;
            default:
                pieces[place] = string.Concat(Enumerable.Repeat(pieces[place], Math.Min(1 << chance.Next(13), LongestPiece / (pieces[place].Length + 1))));
                break;
        }
    }

    static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line + "\n")];

    /// <summary>Words and numbers whole, every mark by itself.</summary>
    static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            end = start + 1;
            while (IsOfWord(text[start]) && end < text.Length && IsOfWord(text[end]))
                end++;
            tokens.Add(text[start..end]);
        }

        return tokens;
    }

    static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-';
}
