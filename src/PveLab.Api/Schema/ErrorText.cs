using System.Globalization;
using PveLab.Sim;

namespace PveLab.Api.Schema;

/// <summary>Errors as the real programs print them (pve-common: PVE/Exception.pm stringify).</summary>
public static class ErrorText
{
    /// <summary>The whole text for standard error: what the option parser said, the code, the message, the usage. Ends with a line end.</summary>
    public static string Of(PveException error)
    {
        string warnings = error is ParameterException refusal ? string.Concat(refusal.Warnings.Select(warning => warning + "\n")) : "";
        return warnings + OfMessage(error);
    }

    /// <summary>The same without what the option parser said.</summary>
    public static string OfMessage(PveException error)
    {
        string code = error.Code == 0 ? "" : error.Code.ToString(CultureInfo.InvariantCulture) + " ";
        return code + error.Message + "\n";
    }
}
