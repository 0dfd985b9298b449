// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Ejabberd.h"

#include <unistd.h>

#include <QByteArray>
#include <algorithm>
#include <filesystem>

#include "office/servers/probes.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

/// The nodes' own port; no epmd, which would be shared by the whole machine.
constexpr int distributionPort = 14370;
constexpr int bytestreamPort = 7777;

std::string base64(const std::string& bytes) {
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

std::string base64OfHexadecimal(const std::string& text) {
    return base64(QByteArray::fromHex(QByteArray::fromStdString(text)).toStdString());
}

/// A binary of Erlang.
std::string binary(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') escaped += '\\';
        escaped += static_cast<unsigned char>(letter) < ' ' ? ' ' : letter;
    }
    return "<<\"" + escaped + "\"/utf8>>";
}

std::string accountOf(const User& user) {
    const Credentials& credentials = user.credentials;
    return "{account, " + binary(user.id) + ", " +
           binary(base64OfHexadecimal(credentials.storedKey)) + ", " +
           binary(base64OfHexadecimal(credentials.serverKey)) + ", " +
           binary(base64(credentials.salt)) + ", " + std::to_string(credentials.iterations) +
           "}.\n";
}

/// The folder with Erlang's programs, whose name holds its version; of no use where there is none.
std::string runtimeIn(const std::string& root) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(root, error)) {
        const auto folder = entry.path() / "bin";
        if (entry.path().filename().string().starts_with("erts-")) return folder.string();
    }
    return root + "/bin";
}

/// "{127,1,0,21}" of "127.1.0.21".
std::string tuple(std::string address) {
    std::replace(address.begin(), address.end(), '.', ',');
    return "{" + address + "}";
}

}  // namespace

std::string_view Ejabberd::name() const {
    // Folders of their own: a node that was in a cluster waits for the other one.
    if (!layout().with("ejabberd-pair")) return "ejabberd";
    return node_ == Node::First ? "ejabberd-1" : "ejabberd-2";
}

std::string Ejabberd::file(std::string_view what) const {
    return layout().path(std::string(name()) + "/" + std::string(what));
}

std::string Ejabberd::addressOf(Node node) const {
    return layout().address(node == Node::First ? Host::Imp1 : Host::Imp2);
}

std::string Ejabberd::address() const {
    return addressOf(node_);
}

std::string Ejabberd::where() const {
    return address() + ":" + std::to_string(layout().ports.xmpp);
}

core::Status Ejabberd::prepare() {
    if (::access((runtimeIn(programs().path("/usr/lib/erlang")) + "/erlexec").c_str(), X_OK) != 0) {
        return core::fail(core::ErrorCode::NotFound, "Starting ejabberd", "it is not here",
                          "Run `office/packages/unpack FOLDER --list "
                          "packaging/packages/office-test.txt` and start with `--prefix FOLDER`.");
    }
    for (const std::string_view folder : {"db", "log", "upload"}) {
        if (auto status = makeFolder(file(folder)); !status) return status;
    }
    std::error_code ignored;
    std::filesystem::remove(file("people.terms.loaded"), ignored);
    // Certificate and key in one file, as it wants them.
    auto certificate = readFile(layout().certificate("prosody"));
    if (!certificate) return certificate.error();
    auto key = readFile(layout().privateKey("prosody"));
    if (!key) return key.error();
    if (auto status = writeFile(file("server.pem"), *key + *certificate); !status) return status;
    if (auto status = writeConfiguration(); !status) return status;
    for (const std::string module : {"office_people.erl", "office_cluster.erl"}) {
        if (auto status = writeFile(file(module), Template::builtIn(module).text()); !status) {
            return status;
        }
    }
    return writePeople();
}

core::Status Ejabberd::writeConfiguration() const {
    const Ports& ports = layout().ports;
    auto configuration = Template::builtIn("ejabberd.yml");
    configuration.set("FOLDER", layout().path(name()))
        .set("DOMAIN", layout().domain)
        .set("ADDRESS", address())
        .set("AUTHORITY", layout().rootCertificate())
        .set("XMPP", ports.xmpp)
        .set("XMPPS", ports.xmppTls)
        .set("HTTPS", ports.xmppHttps)
        .set("PROXY", bytestreamPort)
        .set("TURN_HOST", layout().fullName(Host::Edge1))
        .set("TURN_PORT", ports.turn)
        .set("TURN_SECRET", layout().turnSecret);
    return writeFile(file("ejabberd.yml"), configuration.text());
}

core::Status Ejabberd::writePeople() const {
    std::string text;
    std::vector<const User*> contacts;
    for (const User& user : users().users()) {
        if (user.canSignIn()) text += accountOf(user);
        contacts.push_back(&user);
    }
    std::stable_partition(contacts.begin(), contacts.end(),
                          [](const User* user) { return user->canSignIn(); });
    if (contacts.size() > layout().contacts) contacts.resize(layout().contacts);
    for (const User* user : contacts) {
        text += "{contact, " + binary(user->id) + ", " + binary(user->displayName) + ", " +
                binary(user->department) + "}.\n";
    }
    return writeFile(file("people.terms"), text);
}

Command Ejabberd::command() const {
    const std::string root = programs().path("/usr/lib/erlang");
    const std::string runtime = runtimeIn(root);
    const auto load = [this](const std::string& module) {
        return "{ok, M, B} = compile:file(\"" + file(module + ".erl") +
               "\", [binary]), {module, M} = code:load_binary(M, \"" + module + ".erl\", B), ";
    };
    const std::string start = load("office_people") + "ok = M:start(<<\"" + layout().domain +
                              "\">>, \"" + file("people.terms") + "\").";
    std::vector<std::string> arguments{
        runtime + "/erlexec", "-noinput", "-name", "ejabberd@" + address(), "-setcookie", "office",
        // No epmd: it would be shared by the whole machine, and live on.
        "-start_epmd", "false", "-erl_epmd_port", std::to_string(distributionPort), "-kernel",
        "inet_dist_use_interface", tuple(address()),
        // A node that is gone is not called again: that call would wait for one that stands still.
        "-kernel", "dist_auto_connect", "once",
        // Set by ejabberd.yml alone it would count only a minute after the start.
        "-kernel", "net_ticktime", "8", "+K", "true", "+S", "1:1", "+SDcpu", "1:1", "+SDio", "1",
        "+A", "1", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none", "-mnesia", "dir",
        "\"" + file("db") + "\"", "-s", "ejabberd"};
    if (layout().with("ejabberd-pair")) {
        arguments.insert(arguments.end(),
                         {"-eval", load("office_cluster") + "ok = M:start('" + "ejabberd@" +
                                       addressOf(Node::First) + "')."});
    }
    arguments.insert(arguments.end(), {"-eval", start});
    Command command{std::move(arguments), programs().environment()};
    for (const std::string& line :
         {"ROOTDIR=" + root, "BINDIR=" + runtime, std::string("EMU=beam"),
          std::string("PROGNAME=erl"), "EJABBERD_CONFIG_PATH=" + file("ejabberd.yml"),
          "EJABBERD_LOG_PATH=" + file("log/ejabberd.log"),
          "ERL_LIBS=" + programs().path(Programs::libraryFolder()),
          std::string("ERL_CRASH_DUMP_BYTES=0"), std::string("ERL_MAX_PORTS=4096")}) {
        command.environment.push_back(line);
    }
    return command;
}

bool Ejabberd::probe() const {
    // It answers before it knows anybody.
    if (::access(file("people.terms.loaded").c_str(), F_OK) != 0) return false;
    const net::Endpoint server{address(), layout().ports.xmpp};
    const std::string opening =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
        layout().domain + "'>";
    return askByTcp(server, opening, "<starttls").find("<starttls") != std::string::npos;
}

core::Status Ejabberd::usersAdded(const std::vector<User>&) {
    return writePeople();
}

core::Status Ejabberd::userRemoved(const User&) {
    return writePeople();
}

}  // namespace sidetone::office
