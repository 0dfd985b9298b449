// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ParameterModel.h"

#include <array>

#include "client/Client.h"
#include "config/Registry.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

using config::Layer;
using config::ParameterType;
using config::Section;

constexpr std::array sections{Section::SignIn,    Section::Client,   Section::Presence,
                              Section::Phone,     Section::Options,  Section::Policies,
                              Section::Directory, Section::Voicemail};

QString sectionWords(Section section) {
    switch (section) {
        case Section::SignIn:
            return ParameterModel::tr("Sign-in");
        case Section::Client:
            return ParameterModel::tr("Client");
        case Section::Directory:
            return ParameterModel::tr("Directory");
        case Section::Options:
            return ParameterModel::tr("Options");
        case Section::Phone:
            return ParameterModel::tr("Phone");
        case Section::Policies:
            return ParameterModel::tr("Policies");
        case Section::Presence:
            return ParameterModel::tr("Presence");
        case Section::Voicemail:
            break;
    }
    return ParameterModel::tr("Voicemail");
}

QString valueWords(const QString& text, int type) {
    if (type == static_cast<int>(ParameterType::Secret)) {
        return ParameterModel::tr("(never shown)");
    }
    if (type == static_cast<int>(ParameterType::Boolean) && !text.isEmpty()) {
        return text == QLatin1String("true") ? ParameterModel::tr("On") : ParameterModel::tr("Off");
    }
    return text.isEmpty() ? ParameterModel::tr("not set") : text;
}

}  // namespace

ParameterModel::ParameterModel(client::Client& client, QObject* parent)
    : RowModel({{"words", [](const ParameterRow& r) -> QVariant { return r.words; }},
                {"name", [](const ParameterRow& r) -> QVariant { return r.key; }},
                {"section", [](const ParameterRow& r) -> QVariant { return r.section; }},
                {"value", [](const ParameterRow& r) -> QVariant { return r.value; }},
                {"plainValue", [](const ParameterRow& r) -> QVariant { return r.text; }},
                {"from", [](const ParameterRow& r) -> QVariant { return r.from; }},
                {"lock", [](const ParameterRow& r) -> QVariant { return r.lock; }},
                {"overrode", [](const ParameterRow& r) -> QVariant { return r.overrode; }},
                {"choices", [](const ParameterRow& r) -> QVariant { return r.choices; }},
                {"type", [](const ParameterRow& r) -> QVariant { return r.type; }},
                {"known", [](const ParameterRow& r) -> QVariant { return r.known; }},
                {"own", [](const ParameterRow& r) -> QVariant { return r.own; }}},
               parent),
      client_(client) {
    connect(&client_, &client::Client::settingsChanged, this, &ParameterModel::refresh);
    connect(&client_, &client::Client::stateChanged, this, &ParameterModel::refresh);
}

void ParameterModel::setShown(bool shown) {
    if (shown == shown_) return;
    shown_ = shown;
    refresh();
    Q_EMIT shownChanged();
}

void ParameterModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    refresh();
    Q_EMIT filterChanged();
}

void ParameterModel::setOnlySet(bool onlySet) {
    if (onlySet == onlySet_) return;
    onlySet_ = onlySet;
    refresh();
    Q_EMIT filterChanged();
}

void ParameterModel::addSources(ParameterRow& row) const {
    const auto name = row.key.toStdString();
    const auto layers = client_.settings().layersOf(name);
    const auto value = client_.settings().find(name);
    if (value) {
        row.text = toQt(value->text);
        row.from = toQt(config::name(value->layer));
        row.own = value->layer == Layer::Preference;
    }
    row.set = !layers.empty();
    row.value = valueWords(row.text, row.type);
    if (client_.settings().isLocked(name)) {
        row.lock = tr("policy of this machine");
    } else if (value && value->layer == Layer::Manual) {
        row.lock = tr("connection settings");
    }
    QStringList weaker;
    for (std::size_t i = 1; i < layers.size(); ++i) {
        weaker << tr("%1: %2").arg(toQt(config::name(layers[i].layer)),
                                   valueWords(toQt(layers[i].text), row.type));
    }
    row.overrode = weaker.join(u'\n');
}

ParameterRow ParameterModel::rowOf(const config::Parameter& parameter) const {
    ParameterRow row;
    row.key = toQt(parameter.name);
    row.words = parameter.meaning.empty() ? row.key : toQt(parameter.meaning);
    row.section = sectionWords(parameter.section);
    row.type = static_cast<int>(parameter.type);
    if (parameter.type == ParameterType::Choice) {
        row.choices = toQt(parameter.allowed).split(u'|', Qt::SkipEmptyParts);
    }
    addSources(row);
    return row;
}

ParameterRow ParameterModel::unknownRow(const QString& name) const {
    ParameterRow row;
    row.key = name;
    row.words = tr("Not known to Sidetone");
    row.section = tr("Unknown names");
    row.type = static_cast<int>(ParameterType::Text);
    row.known = false;
    addSources(row);
    return row;
}

bool ParameterModel::matches(const ParameterRow& row, const QStringList& words) const {
    if (onlySet_ && !row.set) return false;
    const auto text = (row.key + u' ' + row.words + u' ' + row.value).toCaseFolded();
    return std::all_of(words.begin(), words.end(),
                       [&text](const QString& word) { return text.contains(word); });
}

void ParameterModel::refresh() {
    std::vector<ParameterRow> rows;
    if (shown_) {
        const auto words = filter_.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
        const auto add = [&](ParameterRow row) {
            if (matches(row, words)) rows.push_back(std::move(row));
        };
        for (const auto section : sections) {
            for (const auto& parameter : config::parametersOf(section)) add(rowOf(parameter));
        }
        for (const auto& [name, value] : client_.settings().all()) {
            if (config::findParameter(name) == nullptr) add(unknownRow(toQt(name)));
        }
    }
    setRows(std::move(rows));
    Q_EMIT remarksChanged();
}

QString ParameterModel::remarks() const {
    QStringList lines;
    for (const auto& remark : client_.settings().remarks()) {
        const auto where = toQt(config::name(remark.layer));
        lines << (remark.line > 0
                      ? tr("%1, line %2: %3").arg(where).arg(remark.line).arg(toQt(remark.text))
                      : tr("%1: %2").arg(where, toQt(remark.text)));
    }
    return lines.join(u'\n');
}

bool ParameterModel::choose(const QString& name, const QString& value) {
    const auto status = client_.setPreference(name.toStdString(), value.trimmed().toStdString());
    if (!status) Q_EMIT failed(toQt(status.error().sentence()));
    return status.has_value();
}

}  // namespace sidetone::desktop
