// SPDX-License-Identifier: GPL-3.0-or-later
// Links of web pages and other programs.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "client/links/ProtocolLink.h"
#include "core/text.h"

using namespace sidetone;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool isShowable(const std::string& text) {
    for (const char letter : text) {
        if (static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\t') {
            return false;
        }
    }
    return core::isValidUtf8(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto link = client::parseLink(text);
    if (!link) {
        require(!link.error().sentence().empty());
        return 0;
    }
    const bool isCall = link->action == client::LinkAction::Call ||
                        link->action == client::LinkAction::ConferenceCall;
    require(isCall ? !link->targets.empty() : !link->addresses.empty());
    for (const auto* part : {&link->subject, &link->body, &link->name, &link->group}) {
        require(isShowable(*part));
    }
    for (const auto& target : link->targets) {
        require(!target.empty() && target.find_first_of("<>\" \r\n,;?") == std::string::npos);
    }
    return 0;
}
