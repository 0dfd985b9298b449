// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/ports.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <utility>
#include <vector>

#include "net/ports/portTable.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

struct Open {
    std::string program;
    long process = 0;
    net::OpenSocket socket;
    const net::PortRow* row = nullptr;
};

std::vector<Open> allOpen() {
    std::vector<Open> all;
    for (const char* program : {"sidetone", "sidetonectl"}) {
        for (const long process : net::processesOf(program)) {
            for (const auto& socket : net::openSockets(process)) {
                all.push_back({program, process, socket, net::rowFor(socket)});
            }
        }
    }
    return all;
}

std::string portsOf(const net::PortRow& row) {
    const auto first = std::to_string(row.first);
    return row.first == row.last ? first : first + "-" + std::to_string(row.last);
}

std::string line(const Open& open) {
    const auto& socket = open.socket;
    std::string text = open.program + " (" + std::to_string(open.process) + ") " +
                       socket.transport + " " + socket.local.text();
    if (socket.remote.port != 0) text += " to " + socket.remote.text();
    if (socket.isListening) text += " listens";
    if (open.row == nullptr) return text + ": not in the table";
    return text + ": " + std::string(open.row->protocol) + ", " + std::string(open.row->use);
}

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QJsonObject json(const net::PortRow& row) {
    return {{u"first"_s, row.first},
            {u"last"_s, row.last},
            {u"transport"_s, text(row.transport)},
            {u"protocol"_s, text(row.protocol)},
            {u"use"_s, text(row.use)},
            {u"table"_s, text(net::name(row.table))},
            {u"direction"_s, text(net::name(row.direction))},
            {u"marks"_s, text(row.marks)}};
}

QJsonObject json(const Open& open) {
    QJsonObject object{{u"program"_s, text(open.program)},
                       {u"process"_s, qint64(open.process)},
                       {u"transport"_s, text(open.socket.transport)},
                       {u"local"_s, text(open.socket.local.text())},
                       {u"listening"_s, open.socket.isListening},
                       {u"in_table"_s, open.row != nullptr}};
    if (open.socket.remote.port != 0) {
        object.insert(u"remote"_s, text(open.socket.remote.text()));
    }
    if (open.row != nullptr) {
        object.insert(u"protocol"_s, text(open.row->protocol));
        object.insert(u"use"_s, text(open.row->use));
        object.insert(u"direction"_s, text(net::name(open.row->direction)));
        object.insert(u"marks"_s, text(open.row->marks));
    }
    return object;
}

}  // namespace

int ports(const QCommandLineParser& parser) {
    const auto open = allOpen();
    if (parser.isSet(u"json"_s)) {
        QJsonArray sockets;
        for (const auto& one : open) sockets.append(json(one));
        QJsonArray rows;
        for (const auto& row : net::portTable()) rows.append(json(row));
        const QJsonObject all{{u"ports"_s, rows}, {u"open"_s, sockets}};
        std::printf("%s\n", QJsonDocument(all).toJson(QJsonDocument::Indented).constData());
        return 0;
    }
    static constexpr char columns[] = "%-12s %-8s %-14s %-9s %-11s %-22s %s\n";
    std::printf(columns, "port", "over", "protocol", "table", "direction", "marks", "for");
    for (const auto& row : net::portTable()) {
        std::printf(columns, portsOf(row).c_str(), row.transport.data(), row.protocol.data(),
                    net::name(row.table).data(), net::name(row.direction).data(),
                    row.marks.empty() ? "" : row.marks.data(), row.use.data());
    }
    std::printf("\n%s\n", open.empty() ? "No client of yours has a socket open." : "Open now:");
    for (const auto& one : open) std::printf("%s\n", line(one).c_str());
    return 0;
}

}  // namespace sidetone::ctl
