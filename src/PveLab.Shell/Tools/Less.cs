using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>less and more: pages on a terminal (q, Space, b, arrows, g, G, /text, n, N), cat elsewhere.</summary>
internal static class Less
{
    private static readonly OptionTable Table = new(
        "R/RAW-CONTROL-CHARS", "S/chop-long-lines", "N/LINE-NUMBERS", "F/quit-if-one-screen", "X/no-init", "i/ignore-case", "e/quit-at-eof", "r", "n", "M", "m",
        "s", "~", "!f/force", "!p:/pattern:");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        options.Operands.RemoveAll(o => o.StartsWith('+'));
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0 && invocation.InputIsTerminal)
        {
            yield return invocation.Fail(1, "Missing filename (\"less --help\" for help)");
            yield break;
        }
        if (!invocation.OutputIsTerminal)
        {
            foreach (var step in Cat.Plain(invocation, options.Operands)) yield return step;
            yield break;
        }
        var lines = new List<string>();
        foreach (var name in options.Operands.Count == 0 ? ["-"] : options.Operands)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(1, errno == Errno.IsDirectory ? $"{name} is a directory" : $"{name}: {errno.Describe()}");
                continue;
            }
            foreach (var piece in pipe.Lines())
            {
                if (piece.Passed is { } step) yield return step;
                else lines.Add(piece.Line);
            }
        }
        if (lines.Count == 0 && invocation.ExitCode != 0) yield break;
        if (options.Has("F") && lines.Count < invocation.Terminal.ScreenRows)
        {
            yield return new Step.Out(string.Concat(lines.Select(l => l + "\n")));
            yield break;
        }
        foreach (var step in new Pager(invocation, lines, options.Operands.Count > 0 ? options.Operands[0] : "", options.Has("N")).Run()) yield return step;
    }

    private sealed class Pager(Invocation invocation, List<string> lines, string name, bool numbers)
    {
        private int top;
        private string search = "";
        private string message = "";

        private int Height => Math.Max(1, invocation.Terminal.ScreenRows - 1);

        private int Bottom => Math.Max(0, lines.Count - Height);

        public IEnumerable<Step> Run()
        {
            while (true)
            {
                yield return new Step.Screen(Page(Status()));
                yield return new Step.Ask(AskKind.Key, "");
                message = "";
                var key = invocation.Terminal.Take() is Answer.Key { Name: var pressed } ? pressed : "Enter";
                if (key is "q" or "Q" or "Ctrl+D" or "Ctrl+C" or "Z") break;
                if (key is "/" or "?")
                    foreach (var step in Search()) yield return step;
                else if (key is "n" or "N") Find(key == "n");
                else Move(key);
            }
            yield return new Step.Screen([]);
        }

        private string Status() => message.Length > 0 ? message : top >= Bottom ? "(END)" : top == 0 && name.Length > 0 ? name : ":";

        private List<string> Page(string status)
        {
            var page = lines.Skip(top).Take(Height).Select((line, i) => numbers ? Sizes.Text(top + i + 1).PadLeft(7) + " " + line : line).ToList();
            while (page.Count < Height) page.Add("~");
            page.Add(status);
            return page;
        }

        private void Move(string key) => top = Math.Clamp(key switch
        {
            " " or "Space" or "f" or "PageDown" or "Ctrl+F" => top + Height,
            "b" or "PageUp" or "Ctrl+B" => top - Height,
            "d" => top + Height / 2,
            "u" => top - Height / 2,
            "Enter" or "CursorDown" or "j" or "e" => top + 1,
            "CursorUp" or "k" or "y" => top - 1,
            "g" or "<" or "Home" => 0,
            "G" or ">" or "End" => Bottom,
            _ => top,
        }, 0, Bottom);

        private IEnumerable<Step> Search()
        {
            var typed = new StringBuilder();
            while (true)
            {
                yield return new Step.Screen(Page("/" + typed));
                yield return new Step.Ask(AskKind.Key, "");
                var key = invocation.Terminal.Take() is Answer.Key { Name: var pressed } ? pressed : "Enter";
                if (key is "Enter") break;
                if (key is "Esc" or "Ctrl+C" or "Ctrl+D") yield break;
                if (key is "Backspace" && typed.Length > 0) typed.Length--;
                else if (key == "Space") typed.Append(' ');
                else if (key.Length == 1) typed.Append(key);
            }
            if (typed.Length > 0) search = typed.ToString();
            Find(forward: true);
        }

        private void Find(bool forward)
        {
            var by = forward ? 1 : -1;
            for (var i = top + by; search.Length > 0 && i >= 0 && i < lines.Count; i += by)
            {
                if (!lines[i].Contains(search, StringComparison.Ordinal)) continue;
                top = Math.Min(i, Bottom);
                return;
            }
            message = "Pattern not found  (press RETURN)";
        }
    }
}
