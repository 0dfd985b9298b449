// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/StreamInitiation.h"

#include <QByteArray>
#include <algorithm>
#include <limits>
#include <utility>

#include "core/text.h"
#include "xmpp/LaterAnswer.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/DataForm.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::size_t longestId = 200;
constexpr std::size_t mostMethods = 20;
constexpr auto methodField = "stream-method";
constexpr auto numericForbidden = "403";

std::optional<std::int64_t> countIn(const XmlElement& element, std::string_view name) {
    const auto number = core::parseNumber(element.attribute(name));
    if (!number || *number > std::uint64_t(std::numeric_limits<std::int64_t>::max())) return {};
    return std::int64_t(*number);
}

/// Lower-case hexadecimal of that many bytes, or nothing.
std::string hexIn(std::string_view text, std::size_t bytes) {
    auto hex = core::lowerAscii(core::trim(text));
    const bool isHex = hex.find_first_not_of("0123456789abcdef") == std::string::npos;
    return isHex && hex.size() == 2 * bytes ? hex : std::string();
}

std::string sha256In(const XmlElement& file) {
    for (const auto& child : file.children) {
        if (!child.is("hash", ns::hashes) || child.attribute("algo") != "sha-256") continue;
        const auto bytes = core::fromBase64(child.text);
        if (!bytes || bytes->size() != 32) continue;
        return QByteArray::fromStdString(*bytes).toHex().toStdString();
    }
    return {};
}

std::vector<std::string> methodsIn(const XmlElement& form) {
    std::vector<std::string> methods;
    for (const auto& field : form.children) {
        if (field.name != "field" || field.attribute("var") != methodField) continue;
        for (const auto& child : field.children) {
            auto value = child.name == "option" ? child.childText("value") : std::string();
            if (child.name == "value") value = core::trim(child.text);
            if (!value.empty() && methods.size() < mostMethods) methods.push_back(std::move(value));
        }
    }
    return methods;
}

const XmlElement* formIn(const XmlElement& si) {
    const auto* feature = si.child("feature", ns::featureNegotiation);
    return feature != nullptr ? feature->child("x", ns::forms) : nullptr;
}

XmlElement formWith(XmlElement field, const char* type) {
    field.setAttribute("var", methodField);
    XmlElement form("x", ns::forms);
    form.setAttribute("type", type);
    form.add(std::move(field));
    XmlElement feature("feature", ns::featureNegotiation);
    feature.add(std::move(form));
    return feature;
}

XmlElement refusal(const FileOffer& offer, const char* type, const char* condition) {
    auto iq = stanza("iq", "error", offer.from.text());
    iq.setAttribute("id", offer.requestId);
    XmlElement error("error");
    error.setAttribute("type", type);
    error.add(XmlElement(condition, ns::stanzaErrors));
    iq.add(std::move(error));
    return iq;
}

}  // namespace

std::optional<FileOffer> readFileOffer(const XmlElement& si) {
    const auto* file = si.child("file", ns::fileProfile);
    const auto* form = formIn(si);
    if (si.attribute("profile") != ns::fileProfile || file == nullptr || form == nullptr) return {};
    FileOffer offer{std::string(si.attribute("id"))};
    const auto size = countIn(*file, "size");
    offer.name = file->attribute("name");
    offer.methods = methodsIn(*form);
    if (offer.id.empty() || offer.id.size() > longestId || !size || offer.name.empty()) return {};
    offer.size = *size;
    offer.mediaType = core::printable(si.attribute("mime-type"), 100);
    offer.md5 = hexIn(file->attribute("hash"), 16);
    offer.sha256 = sha256In(*file);
    offer.canRange = file->child("range") != nullptr;
    return offer;
}

XmlElement writeFileOffer(const FileOffer& offer) {
    XmlElement file("file", ns::fileProfile);
    file.setAttribute("name", offer.name).setAttribute("size", std::to_string(offer.size));
    if (!offer.md5.empty()) file.setAttribute("hash", offer.md5);
    if (!offer.sha256.empty()) {
        const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(offer.sha256));
        XmlElement hash("hash", ns::hashes);
        hash.setAttribute("algo", "sha-256").setText(bytes.toBase64().toStdString());
        file.add(std::move(hash));
    }
    if (offer.canRange) file.add(XmlElement("range", ns::fileProfile));
    XmlElement field("field", ns::forms);
    field.setAttribute("type", "list-single");
    for (const auto& method : offer.methods) {
        XmlElement option("option", ns::forms);
        option.add(XmlElement("value", ns::forms).setText(method));
        field.add(std::move(option));
    }
    XmlElement si("si", ns::streamInitiation);
    si.setAttribute("id", offer.id).setAttribute("profile", ns::fileProfile);
    if (!offer.mediaType.empty()) si.setAttribute("mime-type", offer.mediaType);
    si.add(std::move(file)).add(formWith(std::move(field), "form"));
    return si;
}

std::optional<FileAnswer> readFileAnswer(const XmlElement& si, const FileOffer& offer) {
    const auto* form = formIn(si);
    if (form == nullptr) return {};
    const auto chosen = methodsIn(*form);
    const bool isOffered =
        chosen.size() == 1 &&
        std::find(offer.methods.begin(), offer.methods.end(), chosen[0]) != offer.methods.end();
    if (!isOffered) return {};
    FileAnswer answer{chosen[0]};
    const auto* file = si.child("file", ns::fileProfile);
    const auto* range = file != nullptr ? file->child("range") : nullptr;
    if (range == nullptr) return answer;
    answer.offset = countIn(*range, "offset").value_or(0);
    answer.length = countIn(*range, "length").value_or(-1);
    const auto rest = offer.size - answer.offset;
    if (rest < 0 || answer.length > rest) return {};
    return answer;
}

XmlElement writeFileAnswer(const FileAnswer& answer) {
    XmlElement si("si", ns::streamInitiation);
    if (answer.offset > 0 || answer.length >= 0) {
        XmlElement range("range", ns::fileProfile);
        range.setAttribute("offset", std::to_string(answer.offset));
        if (answer.length >= 0) range.setAttribute("length", std::to_string(answer.length));
        XmlElement file("file", ns::fileProfile);
        file.add(std::move(range));
        si.add(std::move(file));
    }
    XmlElement field("field", ns::forms);
    field.add(XmlElement("value", ns::forms).setText(answer.method));
    si.add(formWith(std::move(field), "submit"));
    return si;
}

StreamInitiation::StreamInitiation(Session& session) : Extension(session) {}
StreamInitiation::~StreamInitiation() = default;

core::Task<FileAnswer> StreamInitiation::offer(const Jid& to, const FileOffer& offer,
                                               core::Milliseconds patience) {
    auto iq = stanza("iq", "set", to.text());
    iq.add(writeFileOffer(offer));
    core::Promise<FileAnswer> promise;
    session()
        .request(std::move(iq), patience)
        .then(owner_, [promise, offer](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* si = answer->child("si", ns::streamInitiation);
            const auto read = si != nullptr ? readFileAnswer(*si, offer) : std::nullopt;
            if (read) return promise.settle(*read);
            promise.settle(core::fail(core::ErrorCode::BadAnswer, "Offering " + offer.name,
                                      "the other program's answer makes no sense"));
        });
    return promise.task();
}

void StreamInitiation::accept(const FileOffer& offer, const FileAnswer& answer) {
    auto iq = stanza("iq", "result", offer.from.text());
    iq.setAttribute("id", offer.requestId);
    iq.add(writeFileAnswer(answer));
    session().send(std::move(iq));
}

void StreamInitiation::decline(const FileOffer& offer) {
    auto iq = refusal(offer, "cancel", "forbidden");
    auto& error = iq.children.front();
    error.setAttribute("code", numericForbidden);
    error.add(XmlElement("text", ns::stanzaErrors).setText("Offer Declined"));
    session().send(std::move(iq));
}

void StreamInitiation::refuse(const FileOffer& offer) {
    auto iq = refusal(offer, "cancel", "bad-request");
    iq.children.front().add(XmlElement("no-valid-streams", ns::streamInitiation));
    session().send(std::move(iq));
}

std::optional<IqAnswer> StreamInitiation::takeRequest(const XmlElement& iq) {
    const auto* si = iq.child("si", ns::streamInitiation);
    if (si == nullptr || iq.attribute("type") != "set") return {};
    auto offer = readFileOffer(*si);
    const auto from = Jid::parse(iq.attribute("from"));
    if (!offer || !from) {
        return core::fail(core::ErrorCode::InvalidInput, "Reading the offer of a file");
    }
    offer->from = *from;
    offer->requestId = iq.attribute("id");
    if (offered_ && offered_(*offer)) return answeredLater();
    return core::fail(core::ErrorCode::Unsupported, "Taking the offer of a file");
}

}  // namespace sidetone::xmpp
