namespace PveLab.Benchmarks;

/// <summary>Figures by lines.</summary>
internal static class Table
{
    public static void Row(string what, FormattableString figure) => Console.WriteLine($"{what,-38} {FormattableString.Invariant(figure)}");
}
