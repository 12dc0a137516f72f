using System.Text.RegularExpressions;

namespace PveLab.Sim.Sections;

/// <summary>
/// Formats that several configuration files share. Each says what is wrong, in the real words, or answers null (pve-common: PVE/JSONSchema.pm).
/// </summary>
public static partial class SectionFormats
{
    /// <summary>The words of a list separated by commas, semicolons or blanks (pve-common: PVE/Tools.pm split_list).</summary>
    public static string[] SplitList(string text)
    {
        var words = Separator().Split(text.TrimStart(' ', '\t', ',', ';'));
        return words is [""] ? [] : words[^1].Length == 0 ? words[..^1] : words;
    }

    /// <summary>PVE's loose reading of yes and no, or null (parse_boolean).</summary>
    public static bool? Boolean(string value) => value.ToLowerInvariant() switch
    {
        "1" or "on" or "yes" or "true" => true,
        "0" or "off" or "no" or "false" => false,
        _ => null,
    };

    /// <summary>A node name (pve_verify_node_name).</summary>
    public static string? NodeName(string value) => HostLabel().IsMatch(value) ? null : "value does not look like a valid node name";

    /// <summary>A storage id (parse_storage_id).</summary>
    public static string? StorageId(string value) =>
        value.Length < 2 ? $"storage ID '{value}' cannot be shorter than 2 characters"
        : Identifier().IsMatch(value) ? null : $"storage ID '{value}' contains illegal characters";

    /// <summary>A guest's number (pve_verify_vmid).</summary>
    public static string? Vmid(string value) => GuestNumber().IsMatch(value) ? null : "value does not look like a valid VM ID";

    /// <summary>A mail address or a user's name (pve_verify_email_or_username).</summary>
    public static string? EmailOrUserName(string value) =>
        EmailOrUser().IsMatch(value) ? null : "value does not look like a valid email address or user name";

    /// <summary>A realm (pve-access-control: PVE/Auth/Plugin.pm pve_verify_realm).</summary>
    public static string? Realm(string value) => RealmName().IsMatch(value) ? null : "value does not look like a valid realm";

    /// <summary>A calendar event (pve-common: PVE/CalendarEvent.pm pve_verify_calendar_event); the error ends its line, as the real one does.</summary>
    public static string? CalendarEvent(string text)
    {
        try
        {
            Time.CalendarEvent.Verify(text);
            return null;
        }
        catch (PveException wrong)
        {
            return wrong.Message + "\n";
        }
    }

    [GeneratedRegex(@"[,; \t\r\n\f\0]+")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\z")]
    private static partial Regex HostLabel();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9\-_.]*[a-zA-Z0-9]\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A[1-9][0-9]{2,8}\z")]
    private static partial Regex GuestNumber();

    [GeneratedRegex(@"\A[\w+\-~]+(\.[\w+\-~]+)*(@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)*)?\z")]
    private static partial Regex EmailOrUser();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9.\-_]+\z")]
    private static partial Regex RealmName();
}
