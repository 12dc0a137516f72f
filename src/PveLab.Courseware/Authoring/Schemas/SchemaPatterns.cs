namespace PveLab.Courseware.Authoring.Schemas;

/// <summary>What texts look like whose form is fixed, by <c>Record.Property</c>. Placeholders fit everywhere.</summary>
internal static class SchemaPatterns
{
    private const string Id = "^[a-z0-9][a-z0-9-]*$";
    private const string Size = @"^([0-9]+(\.[0-9]+)?[KMGTP]?|\$\{.*\})$";
    private const string Time = @"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?|\$\{.*\})$";

    /// <summary>The patterns.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Scenario.Id"] = Id,
        ["Scenario.World"] = Id,
        ["Scenario.Blobs"] = Size,
        ["Criterion.Id"] = Id,
        ["Criterion.ReadAgain"] = "^#",
        ["VariantRange.Numbers"] = "^ *[0-9]+ *- *[0-9]+ *$",
        ["FaultMoment.After"] = @"^([0-9]+(ms|[smhd])?|\$\{.*\})$",
        ["WorldDefinition.Id"] = Id,
        ["WorldDefinition.Booted"] = Time,
        ["WorldDefinition.Start"] = Time,
        ["NetworkDefinition.LinkRate"] = Size,
        ["HostDefinition.Memory"] = Size,
        ["HostDefinition.Blobs"] = Size,
        ["DiskDefinition.Rate"] = Size,
        ["FileSystemDefinition.Size"] = Size,
        ["FileSystemDefinition.Used"] = Size,
        ["ThinPoolDefinition.Size"] = Size,
        ["ZpoolDefinition.Size"] = Size,
        ["ZfsDatasetDefinition.Used"] = Size,
        ["DiskContentDefinition.Written"] = Size,
    };
}
