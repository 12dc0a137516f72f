using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace PveLab;

/// <summary>Options whose values are bounded: what does not fit is told in words of ours, and never reaches a command.</summary>
internal static class CommandValues
{
    private const int MostJobs = 256;

    /// <summary>A number within bounds; null when it is not given.</summary>
    public static Option<T?> Number<T>(string name, T least, T most, string helpName = "N")
        where T : struct, INumber<T>
    {
        return new Option<T?>(name)
        {
            HelpName = helpName,
            CustomParser = given =>
            {
                var style = typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
                if (given.Tokens is [var token] && T.TryParse(token.Value, style, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
                given.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a {(style == NumberStyles.Float ? "" : "whole ")}number from {least} to {most}."));
                return null;
            },
        };
    }

    /// <summary>How much is done side by side; null when it is not given.</summary>
    public static Option<int?> Jobs() => Number("--jobs", 1, MostJobs);

    /// <summary>One of these words; null when none is given.</summary>
    public static Option<string?> Choice(string name, params string[] words)
    {
        var option = new Option<string?>(name) { HelpName = string.Join('|', words) };
        option.CompletionSources.Add(words);
        option.Validators.Add(given =>
        {
            foreach (var token in given.Tokens)
                if (!words.Contains(token.Value)) given.AddError($"{name} takes {string.Join(", ", words[..^1])} or {words[^1]}, not '{token.Value}'.");
        });
        return option;
    }

    /// <summary>Some text; null when it is not given.</summary>
    public static Option<string?> Text(string name, string helpName) => new(name) { HelpName = helpName };

    /// <summary>
    /// A file; null when it is not given. What looks like an option is one that was mistyped, and no file: such a file is called <c>./-x</c>.
    /// <c>-</c> alone is standard output.
    /// </summary>
    public static Option<string?> File(string name, string helpName, params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { HelpName = helpName };
        option.Validators.Add(given =>
        {
            foreach (var token in given.Tokens)
                if (token.Value is ['-', _, ..] odd) given.AddError($"{name} takes a file, not the option '{odd}'.");
        });
        return option;
    }

    /// <summary>Yes when it is given.</summary>
    public static Option<bool> Flag(string name) => new(name);

    /// <summary>An argument that need not be given.</summary>
    public static Argument<string?> Optional(string name) => new(name) { Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Arguments of which there may be none.</summary>
    public static Argument<string[]> Any(string name) => new(name) { Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Arguments of which there must be one.</summary>
    public static Argument<string[]> Some(string name) => new(name) { Arity = ArgumentArity.OneOrMore };
}
