import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { Neo4jGraphQL } from '@neo4j/graphql'
import neo4j from 'neo4j-driver'

// The usual way of putting GraphQL before Neo4j, as its manual shows it: @neo4j/graphql makes the schema,
// Apollo Server serves it. Over the nodes and relationships that our store draws for people to look at;
// both labels are named so that it finds the index on (:Entity {id}). Names are in the node's payload.

const relations = (type, direction) => `@relationship(type: "${type}", direction: ${direction}, properties: "Walked")`
const typeDefs = `
  type Walked @relationshipProperties {
    id: ID!
  }
  type Organization @node(labels: ["Entity", "Organization"]) {
    id: ID!
    name: String!
    kind: String!
    payload: String!
    registrants: [Organization!]! ${relations('REGISTERED_WITH', 'IN')}
    registeredWith: [Organization!]! ${relations('REGISTERED_WITH', 'OUT')}
    partners: [Organization!]! ${relations('PARTNERS_WITH', 'OUT')}
    partnersIn: [Organization!]! ${relations('PARTNERS_WITH', 'IN')}
    staff: [Person!]! ${relations('WORKS_FOR', 'IN')}
  }
  type Person @node(labels: ["Entity", "Person"]) {
    id: ID!
    name: String!
    kind: String!
  }
`

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD))
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema()
const server = new ApolloServer({ schema, introspection: false })
const { url } = await startStandaloneServer(server, {
  context: async ({ req }) => ({ req, sessionConfig: { database: NEO4J_DATABASE } }),
  listen: { host: '127.0.0.1', port: 0 },
})
console.log(new URL(url).port)
process.stdin.resume().once('end', () => {
  server.stop().then(() => driver.close()).then(() => process.exit())
})
