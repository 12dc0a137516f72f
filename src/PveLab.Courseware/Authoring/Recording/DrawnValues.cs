using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Authoring.Recording;

/// <summary>A transcript in which values that a variant drew are called by their names, so that it holds in every variant.</summary>
/// <param name="Text">The transcript.</param>
/// <param name="Named">What was put in.</param>
/// <param name="Left">What may be a drawn value or a value of its own, and was left for the author to decide.</param>
public sealed record DrawnValues(string Text, ImmutableArray<DrawnWord> Named, ImmutableArray<DrawnWord> Left)
{
    /// <summary>A shorter number is in a command more often by chance than because it was drawn.</summary>
    private const int ShortestNumber = 3;

    private const string Address = @"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)";

    /// <summary>Calls the values by their names wherever a whole word is one and only one of them.</summary>
    /// <param name="text">The transcript as it was typed.</param>
    /// <param name="values">What the variant drew, by name.</param>
    public static DrawnValues Name(string text, IReadOnlyDictionary<string, string> values)
    {
        var names = values.Where(v => v.Value.Length > 0).ToLookup(v => v.Value, v => v.Key, StringComparer.Ordinal);
        if (names.Count == 0) return new DrawnValues(text, [], []);
        var longestFirst = names.Select(n => n.Key).OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal).Select(Whole);
        var words = new Regex(string.Join('|', longestFirst.Prepend(Address)), RegexOptions.CultureInvariant);
        var (named, left, lines) = (new List<DrawnWord>(), new List<DrawnWord>(), text.Split('\n'));
        for (var i = 0; i < lines.Length; i++)
        {
            // How long and which hint are never drawn.
            if (lines[i].StartsWith("#! wait ", StringComparison.Ordinal) || lines[i].StartsWith("#! hint ", StringComparison.Ordinal)) continue;
            var number = i + 1;
            lines[i] = words.Replace(lines[i], found => names.Contains(found.Value) ? Called(found.Value, isPart: false) : InAddress(found.Value));

            string InAddress(string address)
            {
                // A part that stands there twice could be either.
                var parts = address.Split('.');
                return string.Join('.', parts.Select(part => names.Contains(part) && parts.Count(p => p == part) == 1 ? Called(part, isPart: true) : part));
            }

            string Called(string value, bool isPart)
            {
                var holders = string.Join(" or ", names[value].Order(StringComparer.Ordinal).Select(n => $"${{{n}}}"));
                var isClear = names[value].Count() == 1 && (isPart || value.Length >= ShortestNumber || !IsNumber(value));
                (isClear ? named : left).Add(new DrawnWord(number, holders, value));
                return isClear ? holders : value;
            }
        }
        return new DrawnValues(string.Join('\n', lines), [.. named], [.. left]);
    }

    /// <summary>A value that is no part of a longer word; a number that is no part of an address, a time or a date.</summary>
    private static string Whole(string value) => IsNumber(value)
        ? $@"(?<![A-Za-z0-9_]|\d[.:])(?:{value})(?![A-Za-z0-9_]|[.:]\d)"
        : $"(?<![A-Za-z0-9])(?:{Regex.Escape(value)})(?![A-Za-z0-9])";

    private static bool IsNumber(string value) => value.All(char.IsAsciiDigit);
}

/// <summary>A word of a transcript that a variant drew.</summary>
/// <param name="Line">The line it stands in, from 1.</param>
/// <param name="Names">What it is called, as <c>${db.id}</c>; several names are told apart by "or".</param>
/// <param name="Value">The word.</param>
public sealed record DrawnWord(int Line, string Names, string Value);
