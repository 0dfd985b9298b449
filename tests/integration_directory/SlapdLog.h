// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "core/text.h"

namespace sidetone::test {

/// A search as the directory got it.
struct WireSearch {
    std::string base;
    std::string filter;        ///< in lower case
    std::string boundAs;       ///< the name that was accepted before; empty: nobody's
    bool isEncrypted = false;  ///< its connection, at that time
};

/// What OpenLDAP 2.5 writes of each connection, bind and search (extra "ldap-log"), from the
/// object's making on.
class SlapdLog {
public:
    explicit SlapdLog(std::string path) : path_(std::move(path)), start_(text(0).size()) {}

    /// The last search since then with this in its filter.
    [[nodiscard]] std::optional<WireSearch> searchFor(const std::string& part) const {
        const auto all = searches();
        const auto found = std::find_if(all.rbegin(), all.rend(), [&](const WireSearch& one) {
            return one.filter.find(part) != std::string::npos;
        });
        return found == all.rend() ? std::nullopt : std::optional(*found);
    }
    /// All since then.
    [[nodiscard]] std::string text() const { return text(start_); }

private:
    struct Connection {
        std::string boundAs;
        bool isEncrypted = false;
    };

    [[nodiscard]] std::string text(std::size_t from) const {
        std::ifstream file(path_, std::ios::binary);
        file.seekg(static_cast<std::streamoff>(from));
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// What stands between these words; empty where they are not in the line.
    static std::string between(const std::string& line, const std::string& before,
                               const std::string& after) {
        auto start = line.find(before);
        if (start == std::string::npos) return {};
        start += before.size();
        return line.substr(start, line.find(after, start) - start);
    }
    [[nodiscard]] std::vector<WireSearch> searches() const {
        std::map<std::string, Connection> connections;
        std::vector<WireSearch> all;
        std::istringstream lines(text());
        for (std::string line; std::getline(lines, line);) {
            auto& connection = connections[between(line, "conn=", " ")];
            if (line.find(" TLS established ") != std::string::npos) connection.isEncrypted = true;
            // The line with the mechanism comes once the password was right.
            const bool isBound = line.find(" BIND dn=\"") != std::string::npos &&
                                 line.find(" mech=") != std::string::npos;
            if (isBound) connection.boundAs = between(line, " BIND dn=\"", "\" mech=");
            if (line.find(" SRCH base=\"") == std::string::npos) continue;
            const auto filter = core::lowerAscii(between(line, " filter=\"", "\""));
            all.push_back({between(line, " SRCH base=\"", "\" "), filter, connection.boundAs,
                           connection.isEncrypted});
        }
        return all;
    }

    std::string path_;
    std::size_t start_;
};

}  // namespace sidetone::test
