/**
 * Ids of the built-in roles that workloads get most, by their names in lower case: one role may be asked for by either.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const AZURE_ROLE_IDS: Readonly<Record<string, string>> = {
  acrpull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  acrpush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  "azure event hubs data receiver": "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
  "azure event hubs data sender": "2b629674-e913-4c01-ae53-ef4638d8f975",
  "azure service bus data receiver": "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  "azure service bus data sender": "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "key vault administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  "key vault reader": "21090545-7ca7-4776-b22c-e363652d74d2",
  "key vault secrets user": "4633458b-17de-408a-b874-0445c86b69e6",
  "monitoring metrics publisher": "3913510d-42f4-4e42-8a64-420c390055eb",
  "monitoring reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "storage blob data contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "storage blob data owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  "storage blob data reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "storage queue data contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  "storage queue data message processor": "8a0f0c08-91a1-4084-bc3d-661d67233fed",
  "storage queue data message sender": "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  "storage queue data reader": "19e7f393-937e-4f77-808e-94535e297925",
  "storage table data contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
  "storage table data reader": "76199698-9eea-4c19-bc75-cec21354c6b6",
  "user access administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
};
