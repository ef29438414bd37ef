/** What `terraform providers schema` says of `azure/azapi` 2.12.0, as far as classes are written for it: each attribute's type, and whether it is said. */
type Attributes = Readonly<Record<string, readonly [type: unknown, how: string]>>;

export const AZAPI_SCHEMA: Readonly<Record<"provider" | "resource", { readonly attributes: Attributes }>> = {
  provider: {
    attributes: {
      subscription_id: ["string", "optional"],
      tenant_id: ["string", "optional"],
    },
  },
  resource: {
    attributes: {
      body: ["dynamic", "optional"],
      create_headers: [["map", "string"], "optional"],
      create_query_parameters: [["map", ["list", "string"]], "optional"],
      delete_headers: [["map", "string"], "optional"],
      delete_query_parameters: [["map", ["list", "string"]], "optional"],
      id: ["string", "computed"],
      ignore_body_changes: [["list", "string"], "optional"],
      ignore_casing: ["bool", "optional"],
      ignore_missing_property: ["bool", "optional"],
      ignore_null_property: ["bool", "optional"],
      ignore_other_items_in_list: [["list", "string"], "optional"],
      list_unique_id_property: [["map", "string"], "optional"],
      location: ["string", "optional"],
      locks: [["list", "string"], "optional"],
      name: ["string", "optional"],
      output: ["dynamic", "computed"],
      parent_id: ["string", "optional"],
      read_headers: [["map", "string"], "optional"],
      read_query_parameters: [["map", ["list", "string"]], "optional"],
      replace_triggers_external_values: ["dynamic", "optional"],
      replace_triggers_refs: [["list", "string"], "optional"],
      response_export_values: ["dynamic", "optional"],
      retry: [
        [
          "single",
          {
            error_message_regex: [["list", "string"], "required"],
            interval_seconds: ["number", "optional"],
            max_interval_seconds: ["number", "optional"],
            multiplier: ["number", "optional"],
            randomization_factor: ["number", "optional"],
          },
        ],
        "optional",
      ],
      schema_validation_enabled: ["bool", "optional"],
      sensitive_body: ["dynamic", "optional"],
      sensitive_body_version: [["map", "string"], "optional"],
      tags: [["map", "string"], "optional"],
      type: ["string", "required"],
      update_headers: [["map", "string"], "optional"],
      update_query_parameters: [["map", ["list", "string"]], "optional"],
    },
  },
};
