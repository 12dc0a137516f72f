using PveLab.Api.Schema;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>The settings of a container among a call's parameters, in the form configurations keep them.</summary>
internal static class LxcSettings
{
    /// <summary>Every parameter that is a setting.</summary>
    internal static SortedDictionary<string, string> Of(ApiCall call)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _) in call.Parameters)
        {
            if (!LxcConfigParameters.Config.Properties.TryGetValue(name, out var schema) || !call.Has(name)) continue;
            var value = call.String(name);
            settings[name] = schema.Type == SchemaType.Boolean ? PropertyStringText.ParseBoolean(value) ?? value : value;
        }
        return settings;
    }

    /// <summary>A value as the configuration keeps it: an interface gets a MAC, drawn when it has none, and its type.</summary>
    internal static string Complete(ApiCall call, string key, string value)
    {
        if (!ContainerNic.IsKey(key)) return ContainerMount.IsKey(key) ? ContainerMount.Parse(key, value).Print() : value;
        var options = ContainerNic.Parse(value);
        if (!options.ContainsKey("hwaddr")) options = options.SetItem("hwaddr", ContainerNic.NewMac(call.Node));
        return ContainerNic.Print(options.SetItem("type", "veth"));
    }
}
