using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <content>Reading and printing <c>keep-last=3,keep-daily=7</c>.</content>
public sealed partial record Retention
{
    private const string AllKey = "keep-all";

    private static readonly SortedDictionary<string, Func<Retention, long, Retention>> Setters = new(StringComparer.Ordinal)
    {
        [AllKey] = (retention, value) => retention with { All = value != 0 },
        ["keep-last"] = (retention, value) => retention with { Last = value },
        ["keep-hourly"] = (retention, value) => retention with { Hourly = value },
        ["keep-daily"] = (retention, value) => retention with { Daily = value },
        ["keep-weekly"] = (retention, value) => retention with { Weekly = value },
        ["keep-monthly"] = (retention, value) => retention with { Monthly = value },
        ["keep-yearly"] = (retention, value) => retention with { Yearly = value },
    };

    /// <summary>The names of the options, sorted: <c>keep-all</c>, <c>keep-daily</c>, ….</summary>
    public static IReadOnlyCollection<string> OptionNames => Setters.Keys;

    /// <summary>The options that are set, sorted by name, as PVE prints them.</summary>
    public IEnumerable<KeyValuePair<string, long>> Options
    {
        get
        {
            if (All) yield return new(AllKey, 1);
            if (Daily is { } daily) yield return new("keep-daily", daily);
            if (Hourly is { } hourly) yield return new("keep-hourly", hourly);
            if (Last is { } last) yield return new("keep-last", last);
            if (Monthly is { } monthly) yield return new("keep-monthly", monthly);
            if (Weekly is { } weekly) yield return new("keep-weekly", weekly);
            if (Yearly is { } yearly) yield return new("keep-yearly", yearly);
        }
    }

    /// <summary>
    /// Reads <c>keep-last=3,keep-daily=7</c> (pve-common: PVE/JSONSchema.pm parse_property_string with the format prune-backups). An empty
    /// text, and options that are all 0, keep everything.
    /// </summary>
    /// <exception cref="PveException">An unknown option, no whole number, an option twice, or keep-all beside others.</exception>
    public static Retention Parse(string text)
    {
        SortedDictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (var part in text.Split(',').Where(part => !string.IsNullOrWhiteSpace(part)))
        {
            if (!part.Contains('=', StringComparison.Ordinal))
                throw new PveException("value without key, but schema does not define a default key");
            if (Assignment().Match(part) is not { Success: true } match) throw new PveException("missing key in comma-separated list property");
            var key = match.Groups[1].Value;
            if (!options.TryAdd(key, match.Groups[2].Value)) throw new PveException($"duplicate key in comma-separated list property: {key}");
        }
        return FromOptions(options);
    }

    /// <summary>Makes a retention of options, with the checks of the schema and of validate_prune_backups.</summary>
    /// <exception cref="PveException">An unknown option, no whole number, or keep-all beside others.</exception>
    public static Retention FromOptions(IEnumerable<KeyValuePair<string, string>> options)
    {
        var result = new Retention();
        List<string> errors = [];
        foreach (var (key, text) in options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            if (!Setters.TryGetValue(key, out var set))
                errors.Add($"{key}: property is not defined in schema and the schema does not allow additional properties");
            else if (ValueOf(key, text, out var value) is { } error)
                errors.Add($"{key}: {error}");
            else
                result = set(result, value);
        }
        if (errors.Count > 0) throw new PveException("format error\n" + string.Join('\n', errors));
        return result.Validated();
    }

    private static string? ValueOf(string key, string text, out long value)
    {
        if (key == AllKey)
        {
            value = Truth().IsMatch(text) ? 1 : 0;
            return value == 1 || Falsehood().IsMatch(text) ? null : $"type check ('boolean') failed - got '{text}'";
        }
        value = 0;
        if (!WholeNumber().IsMatch(text)) return $"type check ('integer') failed - got '{text}'";
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) value = long.MaxValue;
        return value < 0 || text[0] == '-' && value > 0 ? "value must have a minimum value of 0" : null;
    }

    private Retention Validated()
    {
        if (!Array.Exists(Counts, count => count > 0)) return KeepAll;
        return All ? throw new PveException("keep-all cannot be set together with other options.") : this;
    }

    /// <summary>The property string, <c>keep-daily=7,keep-last=3</c>.</summary>
    public override string ToString() => Join(",");

    /// <summary>As vzdump's log names it: <c>keep-daily=7, keep-last=3</c>.</summary>
    public string Describe() => Join(", ");

    private string Join(string separator) =>
        string.Join(separator, Options.Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Key}={option.Value}")));

    [GeneratedRegex("^([^=]+)=(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex("^[+-]?[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^(?:1|on|yes|true)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Truth();

    [GeneratedRegex("^(?:0|off|no|false)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Falsehood();
}
