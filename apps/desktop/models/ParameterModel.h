// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RowModel.h"

namespace sidetone::client {
class Client;
}
namespace sidetone::config {
struct Parameter;
}

namespace sidetone::desktop {

/// One parameter, its value and where that comes from.
struct ParameterRow {
    QString key;       ///< the parameter's name
    QString words;     ///< what it does
    QString section;   ///< in words
    QString value;     ///< in words; "on", "15", "(hidden)"
    QString text;      ///< as it is written
    QString from;      ///< "jabber-config.xml"
    QString lock;      ///< who fixed it; empty where the person may choose
    QString overrode;  ///< what weaker sources said, one a line
    QStringList choices;
    int type = 0;       ///< Shown::Parameter
    bool known = true;  ///< false for a name that no document explains
    bool own = false;   ///< the person chose it
    bool set = false;   ///< somebody says something about it
    friend bool operator==(const ParameterRow&, const ParameterRow&) = default;
};

/// Every parameter with its layer, by section, and those that a search names (NONE-01).
/// It is empty until somebody looks: `shown`.
class ParameterModel final : public RowModel<ParameterRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool shown READ shown WRITE setShown NOTIFY shownChanged)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(bool onlySet READ onlySet WRITE setOnlySet NOTIFY filterChanged)
    Q_PROPERTY(QString remarks READ remarks NOTIFY remarksChanged)
public:
    explicit ParameterModel(client::Client& client, QObject* parent = nullptr);

    [[nodiscard]] bool shown() const { return shown_; }
    void setShown(bool shown);
    /// Words that the name or the meaning has to hold, each.
    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// Leaves out what nobody says anything about.
    [[nodiscard]] bool onlySet() const { return onlySet_; }
    void setOnlySet(bool onlySet);
    /// What sources said that was not taken, and why.
    [[nodiscard]] QString remarks() const;

    /// The person's own choice. A refusal comes by failed().
    Q_INVOKABLE bool choose(const QString& name, const QString& value);
    /// The person's choice ends; the sources speak again.
    Q_INVOKABLE bool takeBack(const QString& name) { return choose(name, {}); }

Q_SIGNALS:
    void shownChanged();
    void filterChanged();
    void remarksChanged();
    void failed(const QString& sentence);

private:
    void refresh();
    [[nodiscard]] ParameterRow rowOf(const config::Parameter& parameter) const;
    [[nodiscard]] ParameterRow unknownRow(const QString& name) const;
    void addSources(ParameterRow& row) const;
    [[nodiscard]] bool matches(const ParameterRow& row, const QStringList& words) const;

    client::Client& client_;
    QString filter_;
    bool shown_ = false;
    bool onlySet_ = false;
};

}  // namespace sidetone::desktop
