import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A Neo4j of either line as a plain process (2026 has no entry point for its Community edition any more).
 * java -cp 'lib/*' Neo4jServer.java HOME, with the settings in HOME/neo4j.conf.
 */
class Neo4jServer {
    public static void main(String[] args) {
        var home = Path.of(args[0]);
        var server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    }
}
