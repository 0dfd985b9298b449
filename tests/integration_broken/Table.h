// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <vector>

namespace sidetone::test {

/// One broken deployment of broken.tsv: what is done to the office, what undoes it, who signs in,
/// and the one sentence that a person must read. In all columns @DOMAIN@ stands for the office's
/// domain; in the sentence * stands for anything (a date, a time).
struct BrokenDeployment {
    QString id;
    QStringList breaking;  ///< commands of sidetone-office, or "file NAME TEXT", "env NAME=VALUE"
    QStringList mending;
    QString user;      ///< address to sign in with
    QString password;  ///< "right", "wrong"
    QString sentence;

    [[nodiscard]] bool fits(const QString& said) const {
        auto pattern = QRegularExpression::escape(sentence);
        pattern.replace(QStringLiteral("\\*"), QStringLiteral(".*"));
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern))
            .match(said)
            .hasMatch();
    }
};

/// Reads tests/integration_broken/broken.tsv. Lines that begin with # are comments.
inline std::vector<BrokenDeployment> brokenDeployments(const QString& domain) {
    std::vector<BrokenDeployment> all;
    QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/tests/integration_broken/broken.tsv"));
    if (!file.open(QIODevice::ReadOnly)) return all;
    auto text = QString::fromUtf8(file.readAll());
    text.replace(QStringLiteral("@DOMAIN@"), domain);
    for (const auto& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto fields = line.split(QLatin1Char('\t'));
        if (line.startsWith(QLatin1Char('#')) || fields.size() != 6) continue;
        const auto commands = [](const QString& field) {
            return field.split(QStringLiteral(" && "), Qt::SkipEmptyParts);
        };
        all.push_back(
            {fields[0], commands(fields[1]), commands(fields[2]), fields[3], fields[4], fields[5]});
    }
    return all;
}

}  // namespace sidetone::test
