import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const ROUTE = "aws:ec2transitgateway/route:Route";
const TABLE = "aws:ec2transitgateway/routeTable:RouteTable";

test("attachments, tables, routes and associations of a gateway in view are joined", () => {
  const seen = observe((graph) => {
    const gateway = graph.add("aws:ec2transitgateway/transitGateway:TransitGateway", "gateway");
    const table = graph.add(TABLE, "table", { transitGatewayId: ref(gateway) });
    const hub = graph.add(ATTACHMENT, "hub", {
      transitGatewayId: ref(gateway),
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
    });
    graph.add(ROUTE, "out", {
      transitGatewayRouteTableId: ref(table),
      transitGatewayAttachmentId: ref(hub),
      destinationCidrBlock: "0.0.0.0/0",
    });
    graph.add("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation", "spoke", {
      transitGatewayRouteTableId: ref(table),
      transitGatewayAttachmentId: "tgw-attach-1",
    });
  });
  expect(seen.transitAttachments).toMatchObject([{ subnets: { keys: ["subnet-1"] }, vpcs: { keys: ["vpc-1"] } }]);
  expect(seen.transitRoutes).toMatchObject([
    { leaves: true, tables: { keys: [urnOf(TABLE, "table")] }, attachments: { keys: [urnOf(ATTACHMENT, "hub")] } },
  ]);
  expect(seen.transitAssociations).toMatchObject([{ attachments: { keys: ["tgw-attach-1"] } }]);
  expect(seen.transitTables).toHaveLength(1);
});

test("an attachment that nobody knows is an unknown path", () => {
  const { transitRoutes } = observeOne(ROUTE, {
    transitGatewayRouteTableId: "tgw-rtb-1",
    transitGatewayAttachmentId: UNKNOWN,
    destinationCidrBlock: "0.0.0.0/0",
  });
  expect(transitRoutes[0]?.attachments.unknown).toHaveLength(1);
});

test("half of the internet leaves, private space stays, an unknown destination may leave", () => {
  const leaves = (["128.0.0.0/1", "10.0.0.0/8", UNKNOWN] as const).map(
    (destinationCidrBlock) => observeOne(ROUTE, { destinationCidrBlock }).transitRoutes[0]?.leaves,
  );
  expect(leaves).toEqual([true, false, true]);
});
