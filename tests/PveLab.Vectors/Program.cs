using System.Text.Json;
using PveLab.Vectors;

// dotnet run --project tests/PveLab.Vectors -- FILE…: per file "name: agreed/total" and its first differences.
// Exit code 1 when something covered disagrees, 2 when a file cannot be read.
const int DifferencesShown = 5;
const int WidthShown = 400;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: PveLab.Vectors FILE...   (vector files of tests/vectors, plain or .gz)");
    return 2;
}

int exit = 0;
foreach (string path in args)
{
    try
    {
        VectorReport report = VectorFile.Check(path);
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

static void Print(VectorReport report)
{
    string aside = report.NotCovered > 0 ? $" ({report.NotCovered} not covered)" : "";
    Console.WriteLine(report.Total == 0 ? $"{report.Name}: not covered" : $"{report.Name}: {report.Agreed}/{report.Total}{aside}");
    foreach ((string id, Difference difference) in report.Differing.Take(DifferencesShown))
    {
        Console.WriteLine($"  #{id} {difference.What}");
        Console.WriteLine($"    expected {Cut(difference.Expected)}");
        Console.WriteLine($"    got      {Cut(difference.Got)}");
    }
    if (report.Differing.Count > DifferencesShown) Console.WriteLine($"  … {report.Differing.Count - DifferencesShown} more differences");
}

static string Cut(string text) => text.Length <= WidthShown ? text : text[..WidthShown] + "…";
