using PveLab.Shell;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Attempts;

/// <summary>A typed line with its <c>&lt;Tab&gt;</c>s taken: each completes what stands before it, as the line editor would.</summary>
internal static class CompletedLine
{
    private const string Tab = "<Tab>";

    public static string Of(ShellSession shell, string typed)
    {
        var line = "";
        for (var rest = typed; ;)
        {
            var tab = rest.IndexOf(Tab, StringComparison.Ordinal);
            if (tab < 0) return line + rest;
            line = Completion.Complete(line + rest[..tab], line.Length + tab, shell).Text;
            rest = rest[(tab + Tab.Length)..];
        }
    }

}
