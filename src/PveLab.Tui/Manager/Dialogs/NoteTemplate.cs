using System.Text;
using PveLab.Tui.Forms;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The notes template of backups: in the API one line, with <c>\n</c> and <c>\\</c> for line ends and backslashes (pve-manager: Utils.js).</summary>
internal static class NoteTemplate
{
    /// <summary>What can be used in it.</summary>
    public static Words Variables { get; } = (
        "Variables: {{cluster}}, {{guestname}}, {{node}}, {{vmid}}",
        "使える変数: {{cluster}}, {{guestname}}, {{node}}, {{vmid}}");

    /// <summary>The template as the API takes it.</summary>
    public static string Write(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    /// <summary>The template as it is edited.</summary>
    public static string Read(string text)
    {
        var read = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ('n' or '\\')) read.Append(text[++i] == 'n' ? '\n' : '\\');
            else read.Append(text[i]);
        }
        return read.ToString();
    }
}
