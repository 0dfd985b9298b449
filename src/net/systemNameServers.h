// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidetone::net {

/// A numeric address with an optional port (":53" is put in), as "address:port" with brackets
/// round IPv6; empty where the text is none.
[[nodiscard]] std::string nameServerText(const std::string& text);

/// The name servers of a resolv.conf(5) file, as "address:port", at most eight. The machine
/// itself where the file names none or cannot be read. A port is understood where one is
/// written as "address:port".
[[nodiscard]] std::vector<std::string> readNameServers(const std::string& file);
/// The same without putting in the machine itself: empty where the file names none.
[[nodiscard]] std::vector<std::string> namedServers(const std::string& file);
/// The file's search domains, at most eight; the last line counts.
[[nodiscard]] std::vector<std::string> readSearchDomains(const std::string& file);

/// Tells whether a file changed, without reading it.
class FileStamp {
public:
    explicit FileStamp(std::string file);
    /// True where the file is another one, or has other times or size, than at the last call
    /// that said true (or at the making).
    [[nodiscard]] bool changed();

private:
    [[nodiscard]] std::string look() const;
    std::string file_;
    std::string last_;
};

}  // namespace sidetone::net
