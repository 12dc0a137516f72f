using System.Globalization;
using PveLab.Benchmarks;

// What the shared clock of a small machine can tell in a minute is in --figures; BenchmarkDotNet has the finer tools.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["--empty-window"]:
        EmptyWindow.Run();
        return 0;
    case ["--first-paint", .. var rounds]:
        FirstPaint.Report(rounds is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5);
        return 0;
    case ["--figures", .. var names]:
        Figures.Report(names);
        return 0;
    case ["--spin", var name, var seconds]:
        Figures.Spin(name, int.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    default:
        Suite.Run(args);
        return 0;
}
