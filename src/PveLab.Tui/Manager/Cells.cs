using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Courseware.Lessons;
using PveLab.Sim.Time;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Manager;

/// <summary>What a cell shows.</summary>
/// <param name="Text">One line, nothing that a terminal would obey.</param>
/// <param name="Ink">What it means.</param>
public readonly record struct Cell(string Text, Ink Ink = Ink.Text);

/// <summary>What a renderer needs beside the row.</summary>
/// <param name="Language">Whose words it uses.</param>
/// <param name="Zone">The zone times are shown in.</param>
/// <param name="Now">Virtual time, Unix seconds.</param>
public sealed record CellContext(Language Language, Zone? Zone, long Now);

/// <summary>Makes a cell of a row's field.</summary>
public delegate Cell Renderer(JsonObject row, string field, CellContext context);

/// <summary>How fields of API answers are shown (proxmox-widget-toolkit: src/Utils.js; pve-manager: www/manager6/Utils.js).</summary>
public static class Cells
{
    private static readonly string[] Severities = ["panic", "alert", "critical", "error", "warning", "notice", "info", "debug"];
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>The field as text; empty when it is missing.</summary>
    public static string Text(JsonObject row, string field) => row[field] is JsonValue value ? Clean(value.ToString()) : "";

    /// <summary>The field as a number; 0 when it is none.</summary>
    public static double Number(JsonObject row, string field) =>
        double.TryParse(row[field]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Text as it stands.</summary>
    public static Cell Plain(JsonObject row, string field, CellContext context) => new(Text(row, field));

    /// <summary><c>4.00 GiB</c>.</summary>
    public static Cell Bytes(JsonObject row, string field, CellContext context) => new(row[field] is null ? "" : Size(Number(row, field)));

    /// <summary><c>2026-01-31 23:59:59</c>; <c>-</c> for never.</summary>
    public static Cell Time(JsonObject row, string field, CellContext context) =>
        new(Number(row, field) is > 0 and var at ? Stamp(context, at) : row[field] is null ? "" : "-");

    /// <summary><c>Jan 31 23:59:59</c>.</summary>
    public static Cell TaskTime(JsonObject row, string field, CellContext context)
    {
        if (Number(row, field) is not (> 0 and var at)) return IsRunning(row) ? new Cell("…", Ink.Prompt) : new Cell("");
        var local = context.Zone?.ToLocal((long)at) ?? CivilTime.FromSeconds((long)at);
        return new(string.Create(CultureInfo.InvariantCulture, $"{local.MonthName} {local.Day:00} {local.Hour:00}:{local.Minute:00}:{local.Second:00}"));
    }

    /// <summary>How urgent a line of the cluster log is (pve-manager: www/manager6/Utils.js log_severity_hash).</summary>
    public static Cell Severity(JsonObject row, string field, CellContext context) =>
        new(Number(row, field) is >= 0 and < 8 and var priority ? Severities[(int)priority] : Text(row, field), IsUrgent(row) ? Ink.Error : Ink.Text);

    /// <summary>What a line of the cluster log says; errors are marked.</summary>
    public static Cell LogMessage(JsonObject row, string field, CellContext context) => new(Text(row, field), IsUrgent(row) ? Ink.Error : Ink.Text);

    /// <summary>Yes or no.</summary>
    public static Cell YesNo(JsonObject row, string field, CellContext context) => new(Labels.In(context.Language, IsTrue(row, field) ? "Yes" : "No"));

    /// <summary>Yes when the field is off or missing.</summary>
    public static Cell NoYes(JsonObject row, string field, CellContext context) => new(Labels.In(context.Language, IsTrue(row, field) ? "No" : "Yes"));

    /// <summary>A mark for on, another for off.</summary>
    public static Cell Mark(JsonObject row, string field, CellContext context) => IsTrue(row, field) ? new("✔", Ink.Met) : new("–", Ink.Dim);

    /// <summary>A mark for what is not switched off (<c>disable</c>).</summary>
    public static Cell MarkUnless(JsonObject row, string field, CellContext context) => IsTrue(row, field) ? new("–", Ink.Dim) : new("✔", Ink.Met);

    /// <summary>A mark for on, nothing for off.</summary>
    public static Cell Shield(JsonObject row, string field, CellContext context) => IsTrue(row, field) ? new("✔", Ink.Met) : new("");

    /// <summary>The first line of a text.</summary>
    public static Cell FirstLine(JsonObject row, string field, CellContext context) => new(Clean((row[field]?.ToString() ?? "").Split('\n')[0]));

    /// <summary>A size in the largest unit with two digits.</summary>
    public static string Size(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }
        return bytes.ToString(unit == 0 ? "0" : "0.00", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>How long something has lasted: <c>03:04:05</c>, <c>2 days 03:04:05</c>.</summary>
    public static string Duration(CellContext context, double seconds)
    {
        if (seconds <= 0) return "-";
        var time = TimeSpan.FromSeconds(Math.Floor(seconds));
        var days = time.Days switch { 0 => "", var count => string.Create(CultureInfo.InvariantCulture, $"{count} {Labels.In(context.Language, count == 1 ? "day" : "days")} ") };
        return string.Create(CultureInfo.InvariantCulture, $"{days}{time:hh\\:mm\\:ss}");
    }

    /// <summary>How long something took: <c>2m 5.3s</c>.</summary>
    public static string Took(double seconds)
    {
        if (seconds <= 0.1) return "<0.1s";
        var time = TimeSpan.FromSeconds(seconds);
        var hours = time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h ") : "";
        var minutes = time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m ") : "";
        return hours + minutes + string.Create(CultureInfo.InvariantCulture, $"{time.Seconds + time.Milliseconds / 1000.0:0.#}s");
    }

    /// <summary>Whether the field is on.</summary>
    public static bool IsTrue(JsonObject row, string field) => row[field]?.ToString() is "1" or "true";

    /// <summary>A moment in the zone of the cluster.</summary>
    public static string Stamp(CellContext context, double at) => context.Zone?.Stamp((long)at) ?? CivilTime.FromSeconds((long)at).ToStamp();

    /// <summary>A property string of an object: <c>keep-daily=7,keep-last=3</c>.</summary>
    public static string Properties(JsonNode? value) =>
        value is JsonObject pairs ? string.Join(',', pairs.Select(p => $"{p.Key}={p.Value}")) : Clean(value?.ToString() ?? "");

    /// <summary>A text on one line without anything a terminal would obey.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(SafeText.Controls) && !text.AsSpan().ContainsAny('\n', '\t')) return text;
        return string.Concat(text.Select(c => c is '\n' or '\t' ? ' ' : c).Where(c => !SafeText.IsControl(c)));
    }

    private static bool IsUrgent(JsonObject row) => Number(row, "pri") is > 0 and <= 3;

    private static bool IsRunning(JsonObject row) => row["status"] is null || Text(row, "status") == "RUNNING";
}
