// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/Assertion.h"

#include "core/XmlElement.h"
#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::office {
namespace {

constexpr std::string_view opening = "<samlp:Response>";
constexpr std::string_view signatureBegin = "<ds:SignatureValue>";
constexpr std::string_view signatureEnd = "</ds:SignatureValue>";

}  // namespace

std::string Assertion::signedText(const Signer& signer) const {
    core::XmlElement element("Assertion");
    element.add(core::XmlElement("NameID").setText(userId));
    element.add(core::XmlElement("Audience").setText(audience));
    element.add(core::XmlElement("InResponseTo").setText(inReplyTo));
    element.add(core::XmlElement("NotOnOrAfter").setText(std::to_string(endsAt)));
    const auto assertion = element.toXml();
    return core::toBase64(std::string(opening) + assertion + std::string(signatureBegin) +
                          core::toBase64(signer.sign(assertion)) + std::string(signatureEnd) +
                          "</samlp:Response>");
}

std::optional<Assertion> Assertion::read(const std::string& text, const Signer& signer) {
    const auto xml = core::fromBase64(text);
    if (!xml || !xml->starts_with(opening)) return {};
    const auto at = xml->find(signatureBegin);
    const auto end = xml->find(signatureEnd);
    if (at == std::string::npos || end == std::string::npos || end < at) return {};
    const auto assertion = xml->substr(opening.size(), at - opening.size());
    const auto begin = at + signatureBegin.size();
    const auto signature = core::fromBase64(xml->substr(begin, end - begin));
    if (!signature || !signer.verifies(assertion, *signature)) return {};
    const auto element = core::readXml(assertion);
    if (!element) return {};
    Assertion read;
    read.userId = element->childText("NameID");
    read.audience = element->childText("Audience");
    read.inReplyTo = element->childText("InResponseTo");
    read.endsAt =
        static_cast<long long>(core::parseNumber(element->childText("NotOnOrAfter")).value_or(0));
    return read;
}

}  // namespace sidetone::office
