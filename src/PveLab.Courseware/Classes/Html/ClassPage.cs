namespace PveLab.Courseware.Classes.Html;

/// <summary>placeholder</summary>
public static class ClassPage
{
    /// <summary>placeholder</summary>
    public static string Write(ClassResult result, string language) => "";
}
