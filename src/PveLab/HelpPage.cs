using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;

namespace PveLab;

/// <summary>What <c>--help</c> prints of a command: only what that command takes, in the language of who reads it.</summary>
/// <param name="command">The command.</param>
/// <param name="language">Code of the language.</param>
internal sealed class HelpPage(Command command, string language)
{
    private const int Width = 80;
    private const int Names = 26;

    private readonly StringBuilder page = new();

    /// <summary>The page, ended by <c>\n</c>.</summary>
    public override string ToString()
    {
        page.Clear();
        var text = CommandTexts.Of(command);
        Paragraph(text.Does.In(language));
        if (text.Exits is { } exits) Paragraph(exits.In(language));
        Heading("使い方", "Usage");
        page.Append("  ").Append(Usage()).Append('\n');
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        if (arguments.Count > 0) Heading("引数", "Arguments");
        foreach (var argument in arguments) Entry(Shown(argument), CommandTexts.Of(command, argument.Name).In(language));
        Heading("オプション", "Options");
        foreach (var option in Options(command)) Entry(Shown(option), CommandTexts.Of(command, option.Name).In(language));
        if (command.Subcommands.Count > 0) Heading("コマンド", "Commands");
        foreach (var below in command.Subcommands) Entry(below.Name, CommandTexts.Of(below).Does.In(language));
        return page.ToString().TrimStart('\n');
    }

    /// <summary>The options that a command knows: its own, then those of everybody.</summary>
    private static IEnumerable<Option> Options(Command command) => command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => Options(p).Where(o => o.Recursive)))
        .OrderBy(o => o is HelpOption or VersionOption || o.Recursive);

    private string Usage()
    {
        var words = new List<string> { command is RootCommand ? "pvelab" : "pvelab " + CommandTexts.PathOf(command) };
        words.AddRange(command.Arguments.Where(a => !a.Hidden).Select(a => a.Arity.MinimumNumberOfValues > 0 ? Shown(a) : $"[{Shown(a)}]"));
        if (command.Subcommands.Count > 0) words.Add(command.Action is null ? Words("コマンド", "COMMAND") : Words("[コマンド]", "[COMMAND]"));
        words.Add(Words("[オプション]", "[OPTIONS]"));
        return string.Join(' ', words);
    }

    private static string Shown(Argument argument) => argument.Name + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");

    private static string Shown(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(n => n.Length).Where(n => n is not ("-?" or "/?" or "/h")));
        return option.HelpName is { } value ? $"{names} {(option.Arity.MinimumNumberOfValues > 0 ? value : $"[{value}]")}" : names;
    }

    private void Heading(string ja, string en) => page.Append('\n').Append(Words(ja, en)).Append(":\n");

    private void Paragraph(string text)
    {
        foreach (var line in PlainText.Wrap(text, Width)) page.Append(line).Append('\n');
    }

    /// <summary>A name and its words beside it, or below it when the name is long.</summary>
    private void Entry(string name, string text)
    {
        var lines = PlainText.Wrap(text, Width - Names);
        var isLong = DisplayWidth.Of(name) > Names - 4;
        page.Append("  ").Append(name);
        if (isLong) page.Append('\n');
        for (var i = 0; i < lines.Count; i++)
            page.Append(' ', i == 0 && !isLong ? Names - 2 - DisplayWidth.Of(name) : Names).Append(lines[i]).Append('\n');
    }

    private string Words(string ja, string en) => language == "ja" ? ja : en;
}
