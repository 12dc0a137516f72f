using System.Text.Json;
using PveLab.Vectors;

// dotnet run --project tests/PveLab.Vectors -- [--all] FILE…: per file "name: agreed/total" and its first differences.
// Exit code 1 when something covered disagrees, 2 when a file cannot be read.
// With --all every difference is shown, and whole.
var all = args is ["--all", ..];
string[] paths = all ? args[1..] : args;
var differencesShown = all ? int.MaxValue : 5;
var widthShown = all ? int.MaxValue : 200;
const int ContextShown = 60;

if (paths.Length == 0)
{
    Console.Error.WriteLine("usage: PveLab.Vectors [--all] FILE...   (vector files of tests/vectors, plain or .gz)");
    return 2;
}

var exit = 0;
foreach (var path in paths)
{
    try
    {
        var report = VectorFile.Check(path);
        Print(report);
        if (!report.Agrees) exit = Math.Max(exit, 1);
    }
    catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException or InvalidDataException)
    {
        Console.WriteLine($"{Path.GetFileName(path)}: unreadable: {unreadable.Message}");
        exit = 2;
    }
}
return exit;

void Print(VectorReport report)
{
    var aside = report.NotCovered > 0 ? $" ({report.NotCovered} not covered)" : "";
    Console.WriteLine(report.Total == 0 ? $"{report.Name}: not covered" : $"{report.Name}: {report.Agreed}/{report.Total}{aside}");
    foreach (var (id, difference) in report.Differing.Take(differencesShown))
    {
        Console.WriteLine($"  #{id} {difference.What}");
        var from = Math.Max(0, difference.Expected.AsSpan().CommonPrefixLength(difference.Got) - ContextShown);
        Console.WriteLine($"    expected {Cut(difference.Expected, from)}");
        Console.WriteLine($"    got      {Cut(difference.Got, from)}");
    }
    if (report.Differing.Count > differencesShown) Console.WriteLine($"  … {report.Differing.Count - differencesShown} more differences");
}

// Long texts are shown from a little before the place where they part.
string Cut(string text, int from)
{
    var shown = text.AsSpan(from, Math.Min(widthShown, text.Length - from));
    return $"{(from > 0 ? "…" : "")}{shown}{(from + shown.Length < text.Length ? "…" : "")}";
}
