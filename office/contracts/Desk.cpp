// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/Desk.h"

#include <fstream>

#include "core/text.h"

namespace sidetone::office {

TlsFiles Desk::tls() const {
    return {layout.certificate(part.name), layout.privateKey(part.name)};
}

const User* Desk::findAtHome(std::string_view id) const {
    const User* user = users.find(id);
    return user != nullptr && isHomeOf(*user) ? user : nullptr;
}

std::vector<Host> Desk::nodes() const {
    if (!part.cluster.empty()) return {Host::CucmB1};
    if (!layout.with("nodes")) return {Host::Cucm1};
    return {Host::Cucm1, Host::Cucm2, Host::Cucm3};
}

std::string Desk::release() const {
    const std::string told = answerFor("release");
    return told.empty() ? "12.5.1" : told;
}

int Desk::majorRelease() const {
    const std::string text = release();
    const auto number = core::parseNumber(core::split(text, '.').front());
    return static_cast<int>(number.value_or(0));
}

std::string Desk::udsUrl(Host at) const {
    return "https://" + layout.fullName(at) + ":" + std::to_string(layout.ports.uds) + "/cucm-uds";
}

std::string Desk::fileUrl(Host at, const std::string& file) const {
    return "http://" + layout.fullName(at) + ":" + std::to_string(layout.ports.files) + "/" + file;
}

std::string Desk::answerFor(std::string_view name) const {
    std::ifstream file(layout.path("answers/" + std::string(name)));
    std::string word;
    std::getline(file, word);
    return std::string(core::trim(word));
}

}  // namespace sidetone::office
