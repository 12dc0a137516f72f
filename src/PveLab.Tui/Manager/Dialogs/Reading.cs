using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Reads what the API answered as texts.</summary>
internal static class Reading
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A value as text; empty for none.</summary>
    public static string Text(this JsonObject? row, string name) => row?[name] is JsonValue value ? SafeText.Clean(PerlText.Of(value)) : "";

    /// <summary>Whether a switch is on.</summary>
    public static bool IsOn(this JsonObject? row, string name) => row.Text(name) is { Length: > 0 } text && PerlText.IsTrue(text);

    /// <summary>A property string that the API may have taken apart, as <c>key=value,key=value</c>.</summary>
    public static string Properties(this JsonObject? row, string name) => row?[name] switch
    {
        JsonObject keys => string.Join(',', keys.Where(k => k.Value is JsonValue).Select(k => $"{k.Key}={PerlText.Of((JsonValue)k.Value!)}")),
        _ => row.Text(name),
    };

    /// <summary>The keys of a property string; what has no key is its <paramref name="first"/>.</summary>
    public static SortedDictionary<string, string> Keys(string text, string first = "")
    {
        var keys = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            if (pair.Length == 2) keys[pair[0].Trim()] = pair[1];
            else if (first.Length > 0) keys[first] = part.Trim();
        }
        return keys;
    }

    /// <summary>Keys as a property string; empty values are left out.</summary>
    public static string Joined(IEnumerable<(string Key, string Value)> keys) =>
        string.Join(',', keys.Where(k => k.Value.Length > 0).Select(k => $"{k.Key}={k.Value}"));

    /// <summary>A size in bytes as Proxmox VE shows it.</summary>
    public static string Size(this JsonObject? row, string name)
    {
        if (!double.TryParse(row.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var size)) return "";
        var unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++) size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.00} {Units[unit]}");
    }

    /// <summary>The answer to a path as an object, null for none.</summary>
    public static JsonObject? Object(this DialogContext context, string path) => context.Get(path) as JsonObject;

    /// <summary>The answer to a path as text; empty for none.</summary>
    public static string Plain(this DialogContext context, string path) => context.Get(path) is JsonValue value ? PerlText.Of(value) : "";
}
