using System.Text.Json;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Shell.Proxmox;

namespace PveLab.Vectors;

/// <summary>d_cli_args: <c>command, args</c> → <c>params</c>, or <c>code, msg, errors, usage, text</c> and <c>getopt_warnings</c> before them.</summary>
public static class CliArgsVectors
{
    /// <summary>The node the vectors were made on.</summary>
    private const string LocalNode = "vm";

    private static readonly PveCommandCatalogue Commands = new(ApiCatalogue.Tree);

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (!Commands.Bindings.TryGetValue(vector.Text("command")!, out CommandBinding? binding))
        {
            compare.NotCovered();
            return;
        }
        // Values given as files or asked for are not mapped in the vectors.
        binding = binding with { Mapped = binding.Mapped.Clear() };
        try
        {
            ParsedCommand parsed = OptionParser.Parse(binding, vector["args"].EnumerateArray().Select(argument => argument.ToString()), LocalNode);
            Validate(parsed, binding);
            compare.Same("ok", vector.Flag("ok"), true);
            compare.Same("params", vector["params"], parsed.Parameters);
        }
        catch (ParameterException refusal)
        {
            compare.Same("ok", vector.Flag("ok"), false);
            compare.Same("getopt_warnings", Joined(vector["getopt_warnings"]), string.Concat(refusal.Warnings.Select(warning => warning + "\n")));
            compare.Same("text", vector.Text("text"), ErrorText.OfMessage(refusal));
            compare.Same("usage", vector.Text("usage"), refusal.Usage + "\n");
            compare.Same("msg", vector.Text("msg"), refusal.Reason + "\n");
            compare.Same("code", vector.Text("code"), refusal.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static void Validate(ParsedCommand parsed, CommandBinding binding)
    {
        try
        {
            SchemaValidator.Validate(parsed.Parameters, binding.Method.Parameters);
        }
        catch (ParameterException refusal)
        {
            throw refusal.WithUsage(Usage.Short(binding));
        }
    }

    private static string Joined(JsonElement lines) =>
        lines.ValueKind == JsonValueKind.Array ? string.Concat(lines.EnumerateArray().Select(line => line.GetString())) : "";
}
