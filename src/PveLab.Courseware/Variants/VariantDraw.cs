using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Bogus;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Variants;

/// <summary>
/// Draws a scenario's values from the seed. Every name has a stream of its own, so one more value never changes another;
/// Bogus draws from the simulation's generator, because <c>System.Random</c> promises no stable sequence across versions.
/// </summary>
public static partial class VariantDraw
{
    /// <summary>The values that <paramref name="seed"/> gives; seed 0 is the plain variant.</summary>
    /// <exception cref="FormatException">A range is not usable; the message names it and says what would be right.</exception>
    public static ImmutableSortedDictionary<string, string> Draw(IReadOnlyDictionary<string, VariantRange> ranges, ulong seed)
    {
        var chance = new Chance(seed);
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, range) in ranges)
        {
            if (!Name().IsMatch(name)) throw new FormatException($"variant '{name}': a name has two or more words joined by dots, for example vm.id");
            var drawn = Draw(name, range, new SeededRandomizer(chance["variant " + name]));
            values[name] = seed == 0 ? range.Plain : drawn;
        }
        return values.ToImmutable();
    }

    private static string Draw(string name, VariantRange range, Randomizer randomizer)
    {
        if (new object?[] { range.Numbers, range.OneOf, range.Pattern }.Count(kind => kind is not null) != 1)
            throw new FormatException($"variant '{name}': give exactly one of numbers, oneOf and pattern");
        if (range.OneOf is { } choices)
            return choices.Count > 0 ? randomizer.ListItem(choices) : throw new FormatException($"variant '{name}': oneOf is empty");
        if (range.Pattern is { } pattern) return Fill(pattern, randomizer);
        var ends = range.Numbers!.Split('-');
        if (ends.Length != 2 || !TryNumber(ends[0], out var low) || !TryNumber(ends[1], out var high) || low > high)
            throw new FormatException($"variant '{name}': '{range.Numbers}' is no range; write for example 100-899");
        return randomizer.Int(low, high).ToString(CultureInfo.InvariantCulture);
    }

    private static string Fill(string pattern, Randomizer randomizer) => string.Concat(pattern.Select(c => c switch
    {
        '#' => (char)('0' + randomizer.Int(0, 9)),
        '?' => (char)('a' + randomizer.Int(0, 25)),
        _ => c,
    }));

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    private sealed class SeededRandomizer : Randomizer
    {
        public SeededRandomizer(ChanceStream stream) => localSeed = new StreamRandom(stream);
    }

#pragma warning disable RS0030 // Bogus takes a System.Random: this one only wears its clothes and draws from the simulation's chance.
    private sealed class StreamRandom(ChanceStream stream) : Random
#pragma warning restore RS0030
    {
        public override int Next() => (int)stream.Below(int.MaxValue);

        public override int Next(int maxValue) => maxValue <= 0 ? 0 : (int)stream.Below(maxValue);

        public override int Next(int minValue, int maxValue) => minValue >= maxValue ? minValue : (int)stream.Between(minValue, (long)maxValue - 1);

        public override double NextDouble() => stream.Fraction();

        protected override double Sample() => stream.Fraction();

        public override void NextBytes(byte[] buffer)
        {
            for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)stream.Below(256);
        }
    }
}
