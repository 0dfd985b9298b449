// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/Desk.h"

#include <fstream>

#include "core/text.h"

namespace sidetone::office {

TlsFiles Desk::tls() const {
    return {layout.certificate(part.name), layout.privateKey(part.name)};
}

std::string Desk::udsUrl() const {
    return "https://" + layout.fullName(host()) + ":" + std::to_string(layout.ports.uds) +
           "/cucm-uds";
}

std::string Desk::fileUrl(const std::string& file) const {
    return "http://" + layout.fullName(host()) + ":" + std::to_string(layout.ports.files) + "/" +
           file;
}

std::string Desk::answerFor(std::string_view name) const {
    std::ifstream file(layout.path("answers/" + std::string(name)));
    std::string word;
    std::getline(file, word);
    return std::string(core::trim(word));
}

}  // namespace sidetone::office
