using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <content>How it is read.</content>
public sealed partial record Transcript
{
    /// <summary>Reads a transcript line by line.</summary>
    private sealed class Reader(string file)
    {
        private readonly ImmutableArray<TranscriptLine>.Builder lines = ImmutableArray.CreateBuilder<TranscriptLine>();
        private readonly ImmutableArray<string>.Builder fails = ImmutableArray.CreateBuilder<string>();
        private readonly ImmutableSortedDictionary<int, string>.Builder notNeeded = ImmutableSortedDictionary.CreateBuilder<int, string>();
        private readonly ImmutableSortedDictionary<int, string>.Builder anyOrder = ImmutableSortedDictionary.CreateBuilder<int, string>();
        private (int Number, string Reason, ImmutableSortedDictionary<int, string>.Builder Marks)? pending;

        public void Read(int number, string text)
        {
            var isDirective = text.StartsWith("#!", StringComparison.Ordinal) && !text.StartsWith("#!/", StringComparison.Ordinal);
            if ((isDirective ? ReadDirective(number, text) : ReadTyped(number, text)) is not { } line) return;
            lines.Add(line);
            if (pending is not { } mark || line.IsComment) return;
            mark.Marks[number] = mark.Reason;
            pending = null;
        }

        public Transcript End(int count) => pending is { } left
            ? throw new ContentException(file, left.Number, 1, string.Create(CultureInfo.InvariantCulture, $"no step follows up to the last line ({count})"))
            : new Transcript(lines.ToImmutable(), fails.ToImmutable(), notNeeded.ToImmutable()) { AnyOrder = anyOrder.ToImmutable() };

        private TranscriptLine ReadTyped(int number, string line)
        {
            if (KeysIn(line) is not { } keys) return new TranscriptLine.Typed(number, line);
            if (keys.FirstOrDefault(k => !IsKnown(k)) is { } key)
                throw new ContentException(file, number, key.Index + 1, $"no key is called '{key.Groups[1].Value}'; {NearestNames.Advice(key.Groups[1].Value, KeyNames)}");
            return new TranscriptLine.Keys(number, Names(keys));
        }

        private TranscriptLine? ReadDirective(int number, string line)
        {
            var match = Directive().Match(line);
            var (name, rest) = (match.Groups[1].Value, match.Groups[2].Value.Trim());
            switch (name)
            {
                case "note":
                    return null;
                case "fails":
                    if (lines.Any(l => !l.IsComment)) throw Wrong(number, 1, "what fails is named before the first step");
                    fails.AddRange(rest.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
                    return null;
                case "not-needed":
                    return Mark(notNeeded, "say why the next step is not needed, for example #! not-needed: it only looks");
                case "any-order":
                    return Mark(anyOrder, "say why the next step could as well come before the one above it, for example #! any-order: one note is as good as the other");
                case "wait":
                    return new TranscriptLine.Wait(number, ParseTime(rest) ?? throw Wrong(number, 9, $"'{rest}' is no time; write for example 60s, 10m, 2h or 1d"));
                case "node":
                    return rest.Length > 0 ? new TranscriptLine.Node(number, rest) : throw Wrong(number, 1, "say which node, for example #! node pve2");
                case "hint":
                    return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var hint) && hint > 0
                        ? new TranscriptLine.Hint(number, hint - 1)
                        : throw Wrong(number, 9, $"'{rest}' is no number of a hint; the first is 1");
                default:
                    throw Wrong(number, 1, $"no directive is called '{name}'; {NearestNames.Advice(name, Directives)}");
            }

            TranscriptLine? Mark(ImmutableSortedDictionary<int, string>.Builder marks, string advice)
            {
                if (rest.Length == 0) throw Wrong(number, 1, advice);
                if (pending is not null) throw Wrong(number, 1, "one reason before a step is enough");
                pending = (number, rest, marks);
                return null;
            }
        }

        private ContentException Wrong(int number, int column, string problem) => new(file, number, column, problem);
    }
}
