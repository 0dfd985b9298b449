// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/phone/deviceList.h"

#include <cctype>

#include "signin/words.h"

namespace sidetone::signin {

std::string udsDeviceListUrl(const net::Endpoint& server, const std::string& userId) {
    return "https://" + server.text() + "/cucm-uds/user/" + percentEncoded(userId) + "/devices";
}

std::string ccmcipDeviceListUrl(const net::Endpoint& server, const std::string& userId) {
    return "https://" + server.text() + "/ccmcip/services/devices?user=" + percentEncoded(userId);
}

std::string conventionalDeviceName(const std::string& userId) {
    constexpr std::size_t longest = 15;
    std::string name = "CSF";
    for (const char c : userId) {
        const auto byte = static_cast<unsigned char>(c);
        if (name.size() < longest && byte < 0x80 && std::isalnum(byte) != 0) {
            name += static_cast<char>(std::toupper(byte));
        }
    }
    return name;
}

}  // namespace sidetone::signin
